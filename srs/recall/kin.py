"""Words of everyday and technical English that say the same in an answer: repeat and do again, cost and money."""

from __future__ import annotations

from functools import lru_cache

from srs.recall.wording import stem

_GROUPS = """
    people folk folks person somebody someone colleague everyone everybody
    fast quick rapid speed speedy
    slow sluggish
    big large huge great
    small little tiny
    begin start launch kick
    end finish done complete close
    stop halt quit cease
    show display present
    see look watch observe view eye
    ask question query request
    answer reply respond response
    tell say said talk speak told mention
    write wrote written jot note
    make build built create made construct
    change alter modify shift move switch
    rename name
    fix repair mend
    break broke fail failure crash wrong off
    error mistake bug fault slip
    check verify test validate inspect
    buy purchase bought
    cheap inexpensive
    cost price bill pay paid spend expensive
    money budget
    job work task
    hire bring brought employ recruit
    company firm employer business
    customer client user
    team group crew squad
    boss manager lead chief
    meeting call
    argue disagree dispute object
    agree consent
    choose pick select decide decision chose
    think believe reckon opinion
    want wish like
    need require must necessary
    help support assist
    learn lesson taught
    wait delay
    quiet silent
    stuck blocked
    hour
    day overnight
    week weekly
    month monthly
    quarter
    year annual yearly
    half
    first initially beginning
    last final finally
    again repeat rerun once another
    before earlier previously prior
    after later afterwards
    always every each
    never
    store save keep kept stored
    delete remove throw drop threw discard
    add put insert
    copy duplicate double twice
    fetch get read load pull
    send push ship deploy release deployment rollout
    rollback revert undo undone roll
    model
    train training trained retrain learn
    data dataset
    feature input column field
    output outcome result
    predict prediction forecast score
    serve serving production live
    traffic load requests
    latency slow response
    cache cached
    log record logged recorded written
    metric measure measured number figure
    alert alarm page notify warn
    drift shift wander
    distribution
    version
    machine computer server box host
    container image
    digest hash checksum
    fraction share part portion percentage
    equal identical same equality
    different differ apart other
    usual normal typical typically common
    cause reason why
    rule
    simple easy plain trivial
    hard difficult tough
    space bar spacebar
    enter return
    press hit push
    key button
    screen display
    card
    deck
    retire retired
    update refresh updated
    edit
    gap missing blank empty zero null
    limit range bound
    shop store
    goods stock
    hand manual manually
    boring dull
    trust rely
    proud pleased
    exam test exams
    review feedback
    opinion view
    page document doc
    paper
    own
    fall fallback backup
    warm ready standby
    shadow mirror
    guard stop
    segment slice subgroup
    baseline benchmark
    quantise quantize compress
    distil distill shrink
    batch group
    online realtime live
    schema structure
    flat level
    surprise unexpected
    calendar schedule clock
    topic subject
    lifetime ttl expiry expire
    commit revision
    library dependency package
    approve approval sign signed
    snapshot
    unnecessary redundant superfluous
    matter care important
    whenever anytime moment
    battery power
    aloud loud voice
"""
_KIN: dict[str, set[str]] = {}
for _line in _GROUPS.strip().splitlines():
    _group = {stem(word) for word in _line.split()}
    for _word in _group:
        _KIN.setdefault(_word, set()).update(_group)


@lru_cache(maxsize=4096)
def kin(base: str) -> frozenset[str]:
    """Return the stems of the words that say the same as one, itself among them."""
    return frozenset(_KIN.get(base, ())) | {base}
