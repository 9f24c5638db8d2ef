"""The small words of German, Russian and Ukrainian that say nothing about a subject."""

from typing import Final

# Not in the list, since they are English words of content or names: die, war, man, hat, will, was, in, an, am, so,
# also, nun, bin, fast, mag, million.
_GERMAN: Final = """
des dem den mit der das ein eine einen einem einer eines und oder aber doch denn weil dass daß ob wenn als wie wo wer
wen wem wessen welche welcher welches welchen ich du er sie es wir ihr ihn ihm ihnen uns euch dich sich mir dir mein
meine meinen dein deine sein seine seinen seiner seinem ihre ihren ihrer ihrem unser unsere dieser diese dieses diesen
diesem jener jene jenes im ins zum zur vom beim aus bei nach seit von zu für gegen ohne um durch über unter vor hinter
neben zwischen auf bis ab sind bist ist sei seien waren wurde wurden wird werden worden geworden wäre gewesen haben
habe hatte hatten hätte kann können konnte konnten könnte soll sollen sollte sollten muss müssen musste darf dürfen
durfte nicht nichts kein keine keinen keiner nie niemals nur noch schon sehr mehr viel viele vielen auch dort hier da
dann jetzt wieder immer etwa ganz sowie damit dabei dafür davon dazu daran darauf darüber laut sagt sagte sagen gesagt
angeblich lässt lassen macht machen gemacht geht gehen kommt kommen kam steht stehen jeder jede jedes alle aller alles
andere anderen anderer beide beiden bereits während wegen trotz zudem jedoch sondern selbst ihres meines seines deren
dessen wohl zwar ja nein millionen milliarde milliarden tausend tausende
"""
_RUSSIAN: Final = """
и в во не что он на я с со как а то все всё она так его но да ты к у же вы за бы по только ее её мне было вот от меня
еще ещё нет о из ему теперь когда даже ну вдруг ли если уже или ни быть был него до вас нибудь опять уж вам ведь там
потом себя ничего ей может они тут где есть надо ней для мы тебя их чем была сам чтоб чтобы без будто чего раз тоже
себе под будет ж тогда кто этот того потому этого какой совсем ним здесь этом один почти мой тем были нее неё сейчас
куда зачем всех никогда можно при наконец об другой хоть после над больше тот через эти нас про всего них какая много
разве эту моя впрочем хорошо свою свои своего своей своих этой перед иногда лучше чуть том нельзя такой им более
всегда конечно всю между это эта которые который которая которое которых которого которой также однако около очень
свой своим своими ею ими мной нам ними нами вами кого кому чему весь вся могут могла мог стал стала стали станет
является сказал сказала сказали говорит говорят сама сами самый самая самого из-за тысяч тысяча тысячи миллион
миллионов миллиона миллиард миллиардов миллиарда млн млрд тыс
"""
_UKRAINIAN: Final = """
і й та в у на не що він вона воно вони я ти ми ви з із зі як а то все всі так його її їх їм йому їй але да до к же ж
за б би по тільки мені було ось від мене ще ні немає о об для про коли навіть якщо вже або чи бути був була були буде
будуть нього неї них ними вас вам там потім себе собі собою нічого може можуть тут де є треба ній нас нам нами ним чим
сам сама самі щоб без ніби чого раз теж також під тоді хто цей ця це ці цього цієї цих цьому тому тим тих той ті який
яка яке які якого якої яких якому свій своя своє свої свого своєї своїх своїм один одна одно майже мій моя мої зараз
куди навіщо усі усіх всіх ніколи можна при над більше менше через після перед між дуже лише лиш саме проте однак біля
близько щодо понад серед зокрема кого кому чому весь вся став стала стали стане сказав сказала сказали каже кажуть
тисяч тисяча тисячі мільйон мільйонів мільйона мільярд мільярдів мільярда млн млрд тис
"""
GERMAN_STOP_WORDS: Final = frozenset(_GERMAN.split())
_STOP_WORDS: Final = GERMAN_STOP_WORDS | frozenset(f"{_RUSSIAN} {_UKRAINIAN}".split())


def is_foreign_stop_word(written: str) -> bool:
    """Whether a word as written is one of them; in Latin capitals it is an abbreviation (MIT, ALS, ER)."""
    return written.lower() in _STOP_WORDS and not (written.isascii() and written.isupper())
