// What every page does: keys, theme, copying.
