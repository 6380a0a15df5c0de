"""Who did it and to whom, where the words around an anchor say it in a roundabout way."""

import pytest

LEFT_OFFICE = (
    "Those who handed in their resignations on Tuesday included energy minister Iryna Vereshchuk, "
    "justice minister Denys Maliuska, farm minister Mykola Solsky and the head of the state "
    "railways of Ukraine."
)


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient"),
    [
        ("The bombing blamed on Boko Haram was condemned by Chad.",
         "ASSAULT", ["Boko Haram"], []),
        ("The bombing carried out by Boko Haram was condemned by Chad.",
         "ASSAULT", ["Boko Haram"], []),
        ("Among those arrested was Prince Khalid bin Talal.",
         "COERCE", [], ["Prince Khalid bin Talal"]),
        ("Those arrested include Prince Khalid bin Talal.",
         "COERCE", [], ["Prince Khalid bin Talal"]),
        ("Russia is the second country the U.S. has accused of stealing research.",
         "ACCUSE", ["U.S."], ["Russia"]),
        ("The militia is threatening to retaliate over Israel's killing of its commander.",
         "THREATEN", ["militia"], ["Israel"]),
        ("North Korea intensified its threats of an imminent attack against South Korea.",
         "THREATEN", ["North Korea"], ["South Korea"]),
        ("President Obama lifted the decades-long U.S. arms embargo against Vietnam.",
         "CONCEDE", ["President Obama"], ["Vietnam"]),
        ("The U.S. is willing to consider lifting sanctions against North Korea.",
         "AGREE", ["U.S."], ["North Korea"]),
        ("The United States held joint drills with South Korea.",
         "COOPERATE", ["United States", "South Korea"], []),
        ("The accused was charged with murder in Kenya.",
         "ACCUSE", [], ["accused"]),
        ("Netanyahu has pledged support for Egypt. Carter criticized him for doing nothing.",
         "ACCUSE", ["Carter"], ["him"]),
        ("Turkey is already under EU sanctions.", "SANCTION", ["EU"], ["Turkey"]),
        ("The firm has been the subject of United States sanctions since 2011.",
         "SANCTION", ["United States"], ["firm"]),
        ("The minister's remarks met with criticism from the opposition in Chad.",
         "ACCUSE", ["opposition"], ["minister"]),
        ("Troops arrived in Mali at the request of the government in Bamako.",
         "REQUEST", ["government in Bamako"], ["Troops"]),
        ("France agreed to withdraw its troops.", "CONCEDE", ["France"], []),
        ("Iran will free her husband, the senator said.", "CONCEDE", ["Iran"], ["husband"]),
        ("The police avoided an attack on civilians in Kenya.", "ASSAULT", [], ["civilians"]),
        ("Their leader accused the world body of abandoning Chad.",
         "ACCUSE", ["leader"], ["world body"]),
        ("France urged the front bench to wait.", "REQUEST", ["France"], ["front bench"]),
        ("The prime minister of France ordered an inquiry.",
         "ACCUSE", ["prime minister"], []),
        ("Iran said it would retaliate if Israel attacked.", "THREATEN", ["it"], ["Israel"]),
        ("The African Union appealed to both camps to wait.",
         "REQUEST", ["African Union"], ["camps"]),
        ("Police beat and detained hundreds of demonstrators in Minsk.",
         "COERCE", ["Police"], ["hundreds of demonstrators"]),
        ("Police beat and detained hundreds of demonstrators in Minsk.",
         "ASSAULT", ["Police"], ["hundreds of demonstrators"]),
        ("The Iranians warned that if the United States struck, they would restart their work.",
         "THREATEN", ["Iranians"], ["United States"]),
        ("Japan eased the curbs placed on Chad.",
         "CONCEDE", ["Japan"], ["Chad"]),
        ("On his visit to Chad, Emmanuel Macron fell ill.",
         "CONSULT", ["Emmanuel Macron"], ["Chad"]),
        ("Vladimir Putin left. The White House condemned his attack on Chad.",
         "ASSAULT", ["his"], ["Chad"]),
        ("Iranian forces were accused by Chad of damaging four ships in the gulf.",
         "ASSAULT", ["Iranian forces"], ["four ships"]),
        ("The group is proscribed as a terrorist organisation by Israel and the UK.",
         "COERCE", ["Israel", "UK"], ["group"]),
        ("The king of Jordan called President Idriss Deby to congratulate him.",
         "SUPPORT", ["king"], ["him"]),
        ("Despite a warning for Irish citizens to leave Lebanon, nobody left.",
         "REQUEST", [], ["Irish citizens"]),
        ("Kenya won praise from the United Nations for its role.",
         "SUPPORT", ["United Nations"], ["Kenya"]),
        ("The prosecutor looked into death threats received by three Israeli athletes.",
         "THREATEN", [], ["three Israeli athletes"]),
        ("The two leaders, Vladimir Putin and Xi Jinping, met in Moscow.",
         "CONSULT", ["Vladimir Putin", "Xi Jinping"], []),
        ("The rebel group M23 attacked Goma on Monday.", "ASSAULT", ["M23"], ["Goma"]),
        ("Iran is likely to attack Israel.", "ASSAULT", ["Iran"], ["Israel"]),
        ("Ukraine was promised more tanks from Germany.", "AGREE", ["Germany"], ["Ukraine"]),
        ("Qatar mediated between Chad and the rebels.",
         "CONSULT", ["Qatar"], ["Chad", "rebels"]),
        ("Emmanuel Macron received the Japanese prime minister in Paris.",
         "CONSULT", ["Japanese prime minister"], ["Emmanuel Macron"]),
        ("Emmanuel Macron hosted a dinner for the Japanese prime minister.",
         "CONSULT", ["Japanese prime minister"], ["Emmanuel Macron"]),
        ("Emmanuel Macron is on a visit to Chad with King Felipe.",
         "CONSULT", ["Emmanuel Macron", "King Felipe"], ["Chad"]),
        ("Dozens of protesters, including opposition lawmakers, marched on the palace in Chad.",
         "PROTEST", ["Dozens of protesters", "opposition lawmakers"], []),
        ("Russia, along with China, condemned Israel.",
         "ACCUSE", ["Russia", "China"], ["Israel"]),
        ("Turkey, together with Iran, condemned Israel.",
         "ACCUSE", ["Turkey", "Iran"], ["Israel"]),
        ("Russia massed troops along Ukraine's border.", "MOBILIZE", ["Russia"], []),
        ("Marco Rubio visited Israel with a message from Egypt.",
         "CONSULT", ["Marco Rubio"], ["Israel"]),
        ("Ukraine was praised and promised tanks by Germany.", "AGREE", ["Germany"], ["Ukraine"]),
        ("The foreign ministers of France, Germany and Italy condemned Israel.",
         "ACCUSE", ["foreign ministers of France, Germany and Italy"] * 3, ["Israel"]),
        ("Thousands of protesters marched to parliament in Chad.",
         "PROTEST", ["Thousands of protesters"], []),
        ("Police arrested two men after the London bombing.", "ASSAULT", [], []),
        ("President Idriss Deby told Emmanuel Macron in a phone call that Chad would wait.",
         "CONSULT", ["President Idriss Deby", "Emmanuel Macron"], []),
        ("Some criticized Israel over the strikes.", "ACCUSE", ["Some"], ["Israel"]),
        ("Chad joined Mali in condemning Israel.", "ACCUSE", ["Chad", "Mali"], ["Israel"]),
        ("Several Malian officials resigned on Friday, including the justice minister.",
         "RETREAT", ["Several Malian officials", "justice minister"], []),
        ("Russian missiles struck several cities on Monday, including Kharkiv.",
         "ASSAULT", ["Russian"], ["Kharkiv"]),
        ("Some of the countries imposed sanctions on Russia.",
         "SANCTION", ["countries"], ["Russia"]),
        ("China used its ties to press Iran to wait.", "REQUEST", ["China"], ["Iran"]),
        ("Hamas has said it will not take part in the talks in Cairo.", "REJECT", ["it"], []),
        ("Turkey's foreign minister flew to Rome to meet the Jordanian king.",
         "CONSULT", ["Turkey's foreign minister", "Jordanian king"], []),
        ("Lithuania's foreign minister visited Warsaw with his French counterpart, Jean Barrot.",
         "CONSULT", ["Lithuania's foreign minister", "Jean Barrot"], ["Warsaw"]),
        ("Ada Holm, a teacher in Oslo, was arrested on Friday.", "COERCE", [], ["Ada Holm"]),
        ("The teacher is serving a 14-year prison sentence in Iran.",
         "SANCTION", [], ["teacher"]),
        (LEFT_OFFICE, "RETREAT",
         ["energy minister Iryna Vereshchuk", "justice minister Denys Maliuska",
          "farm minister Mykola Solsky", "head of the state railways of Ukraine"], []),
        ("WE'RE NOT ATTACKING IRAN.", "ASSAULT", ["WE"], ["IRAN"]),
        ("The two ministers met for an hour at the headquarters of the alliance.",
         "CONSULT", ["two ministers"], []),
        ("The U.N. officer praised the makers of the film.",
         "SUPPORT", ["U.N. officer"], ["makers of the film"]),
        ("Washington extended sanctions on Belarus last week.",
         "SANCTION", ["Washington"], ["Belarus"]),
    ],
)  # fmt: skip
def test_who_takes_part(coded, text, kind, actor, recipient):
    (claim,) = [claim for claim in coded(text) if claim.type == kind]
    assert [who.text for who in claim.actor] == actor
    assert [who.text for who in claim.recipient] == recipient


@pytest.mark.parametrize(
    ("text", "kind", "sector"),
    [
        ("The Syrians agreed to hold talks with Turkey.", "AGREE", ("GOV",)),
        ("The Syrians criticized Turkey over the strikes.", "ACCUSE", ()),
        ("Venezuelans rejected Nicolas Maduro on Sunday.", "REJECT", ()),
        ("Iran condemned the Turkish assault on the town.", "ASSAULT", ("GOV",)),
    ],
)
def test_as_what_a_people_acts(coded, text, kind, sector):
    (claim,) = [claim for claim in coded(text) if claim.type == kind]
    assert [who.sector for who in claim.actor] == [sector]


def test_an_object_pronoun_is_not_the_subject_beside_it(coded):
    text = "Netanyahu has pledged support for Egypt. Carter criticized him for doing nothing."
    (claim,) = [claim for claim in coded(text) if claim.type == "ACCUSE"]
    assert claim.recipient[0].name == "Benjamin Netanyahu"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("New sanctions imposed by Washington on Iran have hurt its economy.", "SANCTION"),
        ("The bombing that wounded two soldiers was condemned by Chad.", "ASSAULT"),
        ("Qatar hosted talks between Hamas and Israel on Monday.", "CONSULT"),
        ("The talks were mediated by Egypt.", "CONSULT"),
    ],
)
def test_a_noun_and_the_verb_that_tells_of_it_are_one_claim(coded, text, kind):
    assert len([claim for claim in coded(text) if claim.type == kind]) == 1


def test_who_faces_talks_takes_part_like_the_others(coded):
    (claim,) = coded("Turkey faces talks with the European Union.")
    assert {who.text for who in claim.actor} == {"Turkey", "European Union"}


def test_who_brokers_talks_is_told_beside_them(coded):
    told = coded("The talks, brokered by Qatar, ended on Friday.")
    assert [c.mode for c in told if c.type == "CONSULT" and c.actor] == ["third-party"]


@pytest.mark.parametrize(
    ("text", "kind", "anchor"),
    [
        ("Republican senators were furious at the White House over the deal.",
         "ACCUSE", "were furious"),
        ("Iran is willing to talk to the United States.", "AGREE", "is willing"),
        ("China is strongly opposed to the sale of weapons to Taiwan.",
         "REJECT", "is strongly opposed"),
    ],
)  # fmt: skip
def test_a_predicate_adjective_tells_what_its_verb_does_not(coded, text, kind, anchor):
    (claim,) = [claim for claim in coded(text) if claim.type == kind]
    assert claim.anchor.text == anchor
    assert claim.score > 0.5


def test_an_adjective_that_describes_tells_nothing(coded):
    assert coded("The prime minister of Chad is tall and ready for breakfast.") == []


def test_of_a_light_verb_and_its_noun_the_noun_is_told_that_the_classifier_sees(coded):
    told = coded("British police made an arrest in the manhunt after the London bombing.")
    assert [claim.anchor.text for claim in told if claim.type == "COERCE"] == ["arrest"]


def test_a_verbal_attack_is_no_assault(coded):
    told = coded("The chief minister on Sunday launched a scathing attack on the government.")
    assert [claim.type for claim in told] == ["ACCUSE"]


@pytest.mark.parametrize(
    ("text", "kind", "nobody"),
    [
        ("Hundreds of foreigners were evacuated from Sudan on Monday.", "AID", "Sudan"),
        ("China is opposed to sanctions by Japan.", "REJECT", "Japan"),
        ("Israel is hard to defeat for Iran.", "ASSAULT", "Israel"),
        ("Ukrainian officials called the army to arm itself against Russia.", "MOBILIZE", "Russia"),
    ],
)
def test_who_does_not_act(coded, text, kind, nobody):
    told = [claim for claim in coded(text) if claim.type == kind]
    assert nobody not in {who.text for claim in told for who in claim.actor}


def test_whoever_is_spoken_of_on_the_phone_does_not_take_part(coded):
    told = coded("Recep Tayyip Erdogan criticised Israel in a phone call with Vladimir Putin.")
    (call,) = [claim for claim in told if claim.type == "CONSULT"]
    assert {who.text for who in call.actor} == {"Recep Tayyip Erdogan", "Vladimir Putin"}


def test_nobody_suffers_a_clash_that_he_wins(coded):
    told = coded("Ukraine won a clash with Russia near Kharkiv.")
    assert all("Ukraine" not in {who.text for who in claim.recipient} for claim in told)


def test_what_is_forbidden_did_not_take_place_and_what_is_put_down_did(coded):
    assert {c.type for c in coded("Tunisia banned all demonstrations.")} == {"COERCE"}
    told = coded("Unrest and turmoil hit the capital of Mali on Monday, officials said.")
    assert "COERCE" not in {claim.type for claim in told}


def test_an_exercise_of_several_countries_is_cooperation_and_one_of_one_is_not(coded):
    assert {c.type for c in coded("U.S. and Kenyan troops held exercises.")} == {"COOPERATE"}
    (claim,) = coded("The Kenyan army held exercises near Nairobi.")
    assert claim.type == "MOBILIZE"


def test_a_threat_is_made_now(coded):
    told = coded("Iran said on Friday that it will retaliate against Israel.")
    assert [(c.type, c.aux) for c in told] == [("THREATEN", ())]


def test_a_participle_after_a_passive_is_one_too_though_it_says_who(coded):
    text = "Russian troops were attacked and Ukrainian forces driven out of the town by rebels."
    acting = {who.text for claim in coded(text) for who in claim.actor}
    assert acting == {"rebels"}
