"""Small words and turns that say the same in a sentence: apart from and except for, no one and nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from srs.recall.lexicon import words
from srs.recall.wording import Word

_GROUPS = """
except | except for | apart from | aside from | other than | save for | with the exception of | excluding | but
nobody | no 1 | not anybody | not anyone | not 1 person | not a soul | no person
none | none of | not 1 | not 1 of | not a single 1 | not any | not any of | no 1 of | not a single 1 of
nothing | not anything | not a thing | not 1 thing
no | not a | not an | not any | not 1 | not a single | zero
never | not ever | not once | at no time | not
somebody | someone | some person
chi | quelli che | coloro che | colui che
qui | ceux qui | celui qui | celles qui
quien | quienes | los que | el que | aquellos que
quem | aqueles que | os que | aquele que
everybody | everyone | every 1 | all of us | each of us
anybody | anyone | any 1
anything | whatever | anything that | what | everything | no matter what | regardless of what
however | no matter how | regardless of how
whoever | no matter who
have to | has to | had to | need to | needs to | needed to | must | got to | have got to | has got to | ought to
not have to | not need to | need not | not got to
because | since | as | because of | for the reason that | given that
although | though | even though | even if
instead of | rather than | in place of | in lieu of
as soon as | once | when | the moment | the minute | the second
at once | immediately | right away | straight away | instantly
then | after that | afterward | thereafter | next | later | and then | only after that | only then
before | prior to | ahead of
after | following
in order to | so as to | to
so that | so | in order that
every | each | every single | each and every
without | with no | that has no | which has no | that have no | who has no | has no | have no | lacking
while | whereas
until | up to | up until
sometimes | at times | now and then | occasionally | from time to time
often | frequently | many times | a lot of the time
always | all the time | every time | at all times
usually | normally | generally | as a rule | mostly
only | nothing but | solely | no more than | just | merely
also | too | as well
many | a lot of | lots of | plenty of | a great many | loads of
much | a lot of | a great deal of | a good deal of
about | roughly | around | approximately | concerning
enough | sufficient
during | in the course of
even | including
but | yet | however | nevertheless | still
so | therefore | thus | hence | that is why | which is why | and so
if | whenever | when | in case | provided that | as long as | provided
unless | except if
can | is able to | are able to | could | be able to
will | is going to | are going to | am going to | shall
a few | several | some
both | the 2 | 2
2 | pair of | a pair of | couple of | a couple of
whoever | anyone who | anybody who | the 1 who | who
1 | the 1 | those | ones | the ones | that
toward | to
over | across
under | below
beside | next to
near | close to
behind | in back of
between | among
perhaps | maybe | possibly
nearly | almost
quickly | fast | rapidly
faster | more quickly | quicker | sooner
slower | more slowly
again | once more | 1 more time | anew
together | jointly
today | this day
now | right now | at present | currently
soon | shortly | before long
better than | beats
is | means | equals
are | mean
like | such as
plus | and | as well as | along with | together with
a great deal | a lot | very much
look at | face | examine
end up | wind up
due to | because of | owing to | thanks to
regarding | about
despite | in spite of
according to | per
other | another
upon | on
within | inside | inside of | in
niemand | keiner | kein mensch
nichts | gar nichts
jeder | alle | jedermann
weil | da | denn
aber | doch | jedoch
obwohl | obgleich | auch wenn
sobald | wenn
statt | anstatt | anstelle
außer | abgesehen von | bis auf
müssen | haben zu
immer | stets | jederzeit
parce que | car | puisque
personne ne | nul ne
mais | cependant | or
sauf | excepté | hormis | à part
toujours | tout le temps
bien que | quoique
dès que | aussitôt que | quand
on | nous
porque | ya que | pues
nadie | ninguno | ninguna persona
pero | sin embargo
excepto | salvo | menos
aunque | a pesar de que
siempre | todo el tiempo
que viene | próximo | próxima | siguiente
perché | poiché
nessuno | nessuna persona
ma | però
tranne | eccetto | salvo
sempre | ogni volta
mas | porém
ninguém | nenhuma pessoa
omdat | want
maar | echter
niemand | geen mens
"""
_MEMBERS: dict[tuple[str, ...], list[int]] = {}
for _number, _line in enumerate(_GROUPS.strip().splitlines()):
    for _member in _line.split(" | "):
        _MEMBERS.setdefault(tuple(_member.split()), []).append(_number)
_LONGEST = max(len(member) for member in _MEMBERS)
_GROUP_OF = [[member for member, groups in _MEMBERS.items() if number in groups] for number in range(_number + 1)]


def joined(row: Sequence[Word], other: Sequence[Word]) -> list[Word]:
    """Return words with a turn as one word, where the other side says the same in other words that are not here."""
    lows, others = tuple(word.low for word in row), tuple(word.low for word in other)

    def told(turn: tuple[str, ...]) -> bool:
        return any(_stands(each, others) and not _stands(each, _without(turn, lows)) for each in _others(turn))

    result: list[Word] = []
    at = 0
    while at < len(row):
        for length in range(min(_LONGEST, len(row) - at), 1, -1):
            turn = lows[at : at + length]
            if turn in _MEMBERS and not _stands(turn, others) and told(turn):
                result.append(Word(" ".join(word.text for word in row[at : at + length]), " ".join(turn)))
                at += length
                break
        else:
            result.append(row[at])
            at += 1
    return result


def _others(turn: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for group in _MEMBERS[turn]:
        yield from (member for member in _GROUP_OF[group] if member != turn)


def _without(turn: tuple[str, ...], lows: tuple[str, ...]) -> tuple[str, ...]:
    """Return words without a turn, the first time it stands there."""
    at = next(at for at in range(len(lows)) if lows[at : at + len(turn)] == turn)
    return (*lows[:at], "", *lows[at + len(turn) :])


def _stands(turn: tuple[str, ...], lows: tuple[str, ...]) -> bool:
    return any(lows[at : at + len(turn)] == turn for at in range(len(lows) - len(turn) + 1))


@lru_cache(maxsize=4096)
def connect_alike(one: str, other: str) -> bool:
    """Return whether two small words, or turns of them, say the same in a sentence."""
    first, second = _MEMBERS.get(tuple(one.split())), _MEMBERS.get(tuple(other.split()))
    return first is not None and second is not None and not set(first).isdisjoint(second)


_HOLD = frozenset(
    words(
        "although though while whereas thereafter afterward therefore thus hence however nevertheless yet still "
        "instead rather except apart since once unless because if before after then until whenever whatever whoever"
    )
)


def connects(word: str) -> bool:
    """Return whether a word or turn only holds a sentence together."""
    return word in _HOLD or (" " in word and tuple(word.split()) in _MEMBERS)
