"""Every TOML file here is a test: a text and the claims that it should yield."""

import pytest

from dateline.evaluate.golden import Case, read_case, told
from dateline.evaluate.stages import pipeline


def pytest_collect_file(parent, file_path):
    if file_path.parent.name == "golden" and file_path.suffix == ".toml":
        return GoldenFile.from_parent(parent, path=file_path)
    return None


class GoldenFile(pytest.File):
    def collect(self):
        yield GoldenCase.from_parent(self, name=self.path.stem, case=read_case(self.path))


class GoldenCase(pytest.Item):
    def __init__(self, *, case: Case, **said):
        super().__init__(**said)
        self.case = case
        if case.xfail:
            self.add_marker(
                pytest.mark.xfail(reason=case.xfail, strict=True, raises=pytest.fail.Exception)
            )

    def runtest(self):
        coding = next(pipeline()([self.case.document]))
        got, want = told(self.case, coding), list(self.case.claims)
        if got != want or coding.problems:
            lines = [*(f"got  {one}" for one in got), *(f"want {one}" for one in want)]
            lines += [problem.what for problem in coding.problems]
            pytest.fail("\n".join([self.case.text, *lines]), pytrace=False)

    def reportinfo(self):
        return self.path, 0, f"golden: {self.name}"
