"""English words that people say for each other and WordNet keeps apart: colleague and workmate, invoice and bill."""

from __future__ import annotations

from srs.recall.wording import stem

_GROUPS = """
people inhabitant resident citizen folk public
colleague coworker peer teammate
user customer client consumer
storehouse warehouse depot store
failure crash outage breakdown
aim goal target objective purpose quota
road street lane
manager boss supervisor
team crew squad group
notebook journal diary logbook
phone telephone mobile
illness disease sickness
lift elevator
pavement sidewalk
flat apartment
lorry truck
petrol gas fuel gasoline
holiday vacation
rubbish trash garbage waste
queue line
film movie
torch flashlight
car auto vehicle
pupil student learner
kid child youngster
teacher tutor instructor
lawyer attorney solicitor barrister counsel
worker employee staff labourer
salary pay wage income
money cash funds
error mistake bug defect fault flaw
result outcome effect consequence
reason purpose cause motive
art craft discipline skill
kind type sort form variety
part piece portion bit
way method manner approach
thing stuff matter
place spot location site
side party
beginning start outset
word term
talk speech presentation
idea thought notion concept
problem issue trouble difficulty
chance opportunity
task job chore duty assignment
story tale narrative account
picture image photo photograph
sea ocean
river stream
rule regulation
pace speed velocity
risk danger hazard
proof evidence
promise pledge vow
joy delight happiness
sorrow sadness
shop store
code program software
release deployment rollout launch
review check inspection
doctor physician clinician medic
hospital clinic
company firm business employer
shift rota roster
home house
crowd audience
list checklist
paper document page
deadline due
guess estimate hunch
answer reply response
question query
customer shopper buyer
boss chief head
help aid support
skill ability talent
person individual human
thing object item
moment minute instant
day daytime
night nighttime
hardware kit equipment gear
machine device
server host
fix repair patch
feature function
quick fast
contract agreement deal pact treaty
staff personnel workforce
director chief
villager resident
passenger traveller rider
driver motorist
pilot captain
soldier fighter
surgeon doctor
patient sufferer
pain ache
drug medication medicine
ward unit
class lesson course
school academy
professor lecturer
outage downtime
incident event
challenge difficulty hurdle
obstacle barrier hurdle
remedy cure fix
plan strategy
belief conviction
cost expense
fee charge price
revenue income
sale deal
office workplace
building structure
room space
wall barrier
window pane
ship boat
plane aircraft airplane
sheet page
message note letter
conversation discussion dialogue chat
sentence phrase line
knowledge understanding
lie falsehood untruth
grief sadness
love affection
patience tolerance
kindness compassion
success achievement
defeat loss
peril danger
strength power force
time period
century era age
evening dusk
night darkness dark
mountain peak
hill slope
wood timber
floor ground
wind breeze
meal food
dinner supper
loaf bread
cup mug
plate dish
taste flavour flavor
music song tune
band group ensemble orchestra
artist painter
stage platform
party celebration
companion partner
friend pal mate buddy
law statute act
right entitlement
criminal offender
prison jail
police cops
career profession vocation calling
ability capability capacity
habit routine practice
bottom base
side edge
calendar diary schedule
man guy bloke
woman lady
girl lass
boy lad
human person
humans people mankind humanity
size scale
limit cap ceiling border boundary
strength advantage benefit plus
drawback disadvantage downside
weight heaviness
gift present
reward prize award
honour privilege
rota schedule timetable roster
colleague workmate
newcomer beginner novice
expert specialist
amateur layman
bag sack
box container
coat jacket
shoe boot
rumour gossip hearsay
chief head leader
draft outline sketch
speech address talk
dispute quarrel argument
choice option alternative
trouble problem
trick technique
hint clue tip
blame guilt
aid tool
fight battle struggle
fund money
debt liability
ally partner
crisis emergency
mess chaos
essence core heart
detail particular
summary overview
step stage phase
layer level
spike peak surge
bottleneck constraint
burst spike
request call
ticket issue
alert alarm page
log record
table chart
graph chart plot
sample specimen
trial experiment
theory hypothesis
finding result
figure number
sum total amount
quantity amount
share portion part
profit gain
price value
buyer purchaser customer
seller vendor merchant
supplier vendor provider
tenant renter
owner proprietor holder
neighbour neighbor
stranger outsider
crew staff
guard watchman
coach trainer
player athlete
referee umpire
game match
contest competition race
rival opponent competitor
enemy foe adversary
dad father daddy papa
mum mother mom mummy mommy mama
grandma grandmother granny nana
grandpa grandfather granddad
baby infant newborn
teen teenager adolescent
adult grown
pensioner retiree
village hamlet
country nation state
government administration
farm ranch
field meadow
garden yard
tree plant
storm tempest gale
rain shower downpour
fire blaze flame
smoke fumes
tyre tire wheel
bicycle bike
motorbike motorcycle
ferry boat
harbour port
airport airfield
station stop
ticket fare
bill invoice
receipt slip
till register
purse wallet
shelf rack
cupboard closet wardrobe
sofa couch
rug carpet
oven stove cooker
fridge refrigerator
sink basin
soap detergent
nappy diaper
pram stroller
jumper sweater pullover
trousers pants
handbag purse
spectacles glasses
laptop computer notebook
screen display monitor
mailbox inbox
email mail message
site website
app application program
wish desire want
hate loathe detest
begin start commence
finish end complete
show demonstrate reveal
hide conceal
keep retain hold
use employ utilise apply
try attempt
need require
want desire
like enjoy
say tell state
ask enquire question
allow let permit
stop halt cease quit
help assist aid
buy purchase acquire
build construct make
break smash
fix repair mend
mend heal
grow expand increase
shrink reduce diminish
rise climb
fall drop
carry bear
wear bear
send dispatch
receive get
teach train
study learn
guess estimate
notice spot see
watch observe
hear listen
speak talk
shout yell
whisper murmur
walk stroll
run race sprint
jump leap
throw toss
catch grab
happen occur
survive outlive outlast endure
remain stay
leave depart go
arrive come
worth value
important vital crucial essential
big huge enormous large
small tiny little
angry furious cross
happy glad pleased content
sad unhappy miserable
scared afraid frightened
tired weary exhausted
clever smart intelligent bright
stupid dumb foolish
brave courageous bold
odd strange weird
correct right
wrong incorrect mistaken
empty vacant blank
busy occupied
quiet silent calm
noisy loud
rich wealthy
poor needy
ill sick unwell
dangerous risky hazardous
safe secure
difficult hard tough
simple easy straightforward
honest truthful sincere
boring dull tedious
famous renowned
whole entire complete
main chief principal primary
final last
outdated obsolete old
"""
_GROUPS_OF: dict[str, set[int]] = {}
for _number, _line in enumerate(_GROUPS.strip().splitlines()):
    for _word in _line.split():
        _GROUPS_OF.setdefault(stem(_word), set()).add(_number)


def likewise(one: str, other: str) -> bool:
    """Return whether two words are in one of the groups."""
    return not _GROUPS_OF.get(stem(one), set()).isdisjoint(_GROUPS_OF.get(stem(other), ()))
