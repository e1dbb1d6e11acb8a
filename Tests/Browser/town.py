"""The people and entities of the demo world that tests speak of."""

from dataclasses import dataclass

PASSWORD = "Tournesol#2026"


@dataclass(frozen=True)
class Person:
    name: str
    ssin: str
    user_name: str
    card: str


def _person(given: str, family: str, ssin: str, card: str) -> Person:
    plain = (given + family).lower().replace("é", "e").replace("è", "e").replace(" ", "")
    return Person(f"{given} {family}", ssin, plain, card)


CLAIRE = _person("Claire", "Fontaine", "74031499860", "fontaine-claire")
SOFIE = _person("Sofie", "Peeters", "79112399848", "peeters-sofie")
JAN = _person("Jan", "Vermeulen", "85050999768", "vermeulen-jan")
PIETER = _person("Pieter", "Claes", "72100799784", "claes-pieter")
HELENE = _person("Hélène", "Renard", "83021999892", "renard-helene")
KARL = _person("Karl", "Weber", "77042199718", "weber-karl")
NADIA = _person("Nadia", "Benali", "90013099896", "benali-nadia")
FATIMA = _person("Fatima", "El Amrani", "88081699838", "el-amrani-fatima")
THOMAS = _person("Thomas", "Lambert", "94091899715", "lambert-thomas")
AMELIE = _person("Amélie", "Dubois", "01061199825", "dubois-amelie")
LUCAS = _person("Lucas", "Martens", "02022799724", "martens-lucas")
# Known to nobody at start.
MARIE_SSIN = "96040399883"

BAKERY = "0999999031"
DE_LINDE = "0999999130"
MEUSE = "0999999229"
VENNBAHN = "0999999328"
AMIS = "0999999427"
FERME = "0999999526"
