"""Names and signs of units of measure and currencies, in several languages.

What is typed here is `40 Mio. Euro`, `10k QPS` and `half a per cent`: names and ambiguities,
next to which the conversion
of feet to metres, a quantity library's work, is a row of factors. What takes a prefix stands in `prefixed` as well.
"""

from __future__ import annotations

DAY = 86_400.0

NAMES = {
    ("share", 0.01): "%|percent|per cent|pct|prozent|v h|por ciento|por cento|per cento|percento|pour cent|pour-cent|"
    "procent|prosent|"
    "percentage|percents|процентов|процента|процент",
    ("share", 0.001): "‰|per mille|per mil|permille|per mill|promille|pour mille|por mil|per thousand",
    ("share", 1e-6): "ppm|parts per million|part per million",
    ("share", 1e-9): "ppb|parts per billion",
    ("basis", 0.0001): "bp|bps|basis point|basis points|basispunkte|basispunkt|basispunkten|bips|points de base|"
    "puntos básicos",
    ("points", 0.01): "pp|ppt|ppts|percentage point|percentage points|percent points|percent point|prozentpunkte|"
    "prozentpunkt|"
    "prozentpunkten|points de pourcentage|puntos porcentuales|punti percentuali|pontos percentuais|procentpunten|"
    "%-punkte|"
    "%-points|% points|pct points|p p",
    ("fold", 1): "x|×|times|fold|-fold|-x|mal|fach|-fach|fache|fois|veces|volte|vezes|keer|maal",
    ("time", 1e-9): "ns|nanosecond|nanoseconds|nanos|nanosekunden|nanosecondes|nanosegundos",
    ("time", 1e-6): "μs|us|microsecond|microseconds|micros|mikrosekunden|microsecondes|microsegundos|mikrosekunde",
    ("time", 1e-3): "ms|msec|msecs|millis|milli|millisecond|milliseconds|millisec|millisecs|mil seconds|millisekunde|"
    "millisekunden|"
    "milliseconde|millisecondes|milisegundo|milisegundos|millisecondi|millisecondo|milissegundos|milliseconden|毫秒|ミリ秒|"
    "밀리초",
    ("time", 1): "s|sec|secs|second|seconds|sekunde|sekunden|sek|seconde|secondes|segundo|segundos|secondo|secondi|"
    "seconden|sekunder|sekund|秒|초",
    ("time", 60): "min|mins|minute|minutes|minuten|minuto|minutos|minuti|minuut|minut|minuter|minutter|分|分钟|분",
    ("time", 900): "viertelstunde|viertelstunden",
    ("time", 2700): "dreiviertelstunde|dreiviertelstunden",
    ("time", 3600): "h|hr|hrs|hour|hours|stunde|stunden|std|heure|heures|hora|horas|ora|ore|uur|uren|timme|"
    "timmar|timer|小时|時間|시간",
    ("time", DAY): "night|nights|nächte|nuits|noches|notti|d|day|days|tag|tage|tagen|jour|jours|día|días|dia|dias|"
    "giorno|giorni|dag|dagen|dagar|dage|dager|dygn|døgn|天|日|일",
    ("time", 7 * DAY): "w|wk|wks|week|weeks|woche|wochen|wöchige|wöchiges|wöchiger|semaine|semaines|semana|semanas|"
    "settimana|settimane|weken|vecka|veckor|uge|uger|uke|uker|週間|周|주",
    ("time", 14 * DAY): "fortnight|fortnights",
    ("time", 30.4375 * DAY): "mo|mos|month|months|monat|monate|monaten|mois|mes|meses|mese|mesi|mês|maand|maanden|"
    "månad|månader|måned|måneder|个月|"
    "か月|ヶ月|개월",
    ("time", 91.3125 * DAY): "quarter year|quartal|quartale|trimestre|kwartaal",
    ("time", 365.25 * DAY): "annum|y|yr|yrs|year|years|jahr|jahre|jahren|ans|année|années|año|años|anno|anni|ano|anos|"
    "jaar|år|年|년",
    ("time", 3652.5 * DAY): "decade|decades|jahrzehnt|jahrzehnte|jahrzehnten|décennie|décennies|década|décadas|"
    "decennio|decenni",
    ("time", 36525 * DAY): "century|centuries|jahrhundert|jahrhunderte|siècle|siècles|siglo|siglos|secolo|secoli|"
    "século|séculos",
    ("time", 365250 * DAY): "millennium|millennia|millenniums|jahrtausend|jahrtausende|millénaire",
    ("data", 0.125): "bit|bits",
    ("data", 125.0): "kbit|kbits|kilobit|kilobits",
    ("data", 125e3): "mbit|mbits|megabit|megabits",
    ("data", 125e6): "gbit|gbits|gigabit|gigabits",
    ("data", 1): "byte|bytes|octets",
    ("data", 1e3): "kb|kilobyte|kilobytes",
    ("data", 1e6): "mb|megabyte|megabytes|meg|megs",
    ("data", 1e9): "gb|gig|gigs|gigabyte|gigabytes",
    ("data", 1e12): "tb|terabyte|terabytes",
    ("data", 1e15): "pb|petabyte|petabytes",
    ("data", 1e18): "eb|exabyte|exabytes",
    ("data", 1024.0): "kib|kibibyte|kibibytes",
    ("data", 1024.0**2): "mib|mebibyte|mebibytes",
    ("data", 1024.0**3): "gib|gibibyte|gibibytes",
    ("data", 1024.0**4): "tib|tebibyte|tebibytes",
    ("money:USD", 1): "$|us$|usd|us $|us dollar|american dollars|dollars us|dollar|dollars|buck|bucks|dólares|dólar|"
    "dollari|dollaro|us dollars",
    ("money:EUR", 1): "€|eur|euro|euros|eur.",
    ("money:GBP", 1): "£|gbp|british pounds|pound|pounds|quid|sterling|pounds sterling",
    ("money:CHF", 1): "chf|franken|schweizer franken|swiss francs|swiss franc|franc|francs|sfr",
    ("money:JPY", 1): "¥|jpy|yen|円",
    ("money:INR", 1): "₹|inr|rupees|rupee|rs",
    ("money:CNY", 1): "cny|rmb|yuan|元",
    ("money:BRL", 1): "r$|brl|reais",
    ("money:SEK", 1): "sek|kronor|swedish kronor|swedish crowns",
    ("money:kr", 1): "kr|crown|crowns",
    ("money:NOK", 1): "nok|norwegian kroner|norwegian crowns",
    ("money:DKK", 1): "dkk|danish kroner|danish crowns|kroner",
    ("money:PLN", 1): "pln|zł|zloty|złoty|zlotys|zlotych",
    ("money:AUD", 1): "a$|au$|aud|a $|au $|australian dollar|australian dollars|aussie dollars",
    ("money:CAD", 1): "c$|ca$|cad|c $|ca $|canadian dollar|canadian dollars",
    ("money:NZD", 1): "nz$|nzd|nz $|new zealand dollars",
    ("money:HKD", 1): "hk$|hkd|hk $|hong kong dollars",
    ("money:SGD", 1): "s$|sgd|s $|singapore dollars",
    ("money:MXN", 1): "mxn|mexican pesos",
    ("money:ARS", 1): "argentine pesos",
    ("money:peso", 1): "peso|pesos",
    ("money:ZAR", 1): "zar|rand",
    ("money:KRW", 1): "₩|krw|korean won",
    ("money:TRY", 1): "₺|turkish lira|lira",
    ("money:RUB", 1): "₽|rub|rubles|roubles|ruble|rouble|rubel",
    ("money:ILS", 1): "₪|shekel|shekels",
    ("money:CZK", 1): "kč|czk|czech crowns|koruna|koruny",
    ("money:HUF", 1): "huf|forint|forints",
    ("money:THB", 1): "฿|thb|baht",
    ("money:AED", 1): "aed|dirham|dirhams",
    ("money:SAR", 1): "riyal|riyals",
    ("money:UAH", 1): "₴|uah|hryvnia|hryvnias",
    ("money:BTC", 1): "₿|btc|bitcoin|bitcoins",
    ("money:cent", 0.01): "pence|penny|centimes|centimos|céntimos|centavos|rappen|euro cent|euro cents|eurocent|"
    "eurocents|us cents|cent|cents|¢|ct",
    ("length", 1e-10): "å|angstrom|angstroms|ångström|ångströms|ångstrom|ångstroms",
    ("length", 1e-9): "nm|nanometer|nanometers|nanometre|nanometres",
    ("length", 1e-6): "μm|micron|microns|micrometer|micrometers",
    ("length", 1e-3): "mm|millimeter|millimeters|millimetre|millimetres",
    ("length", 1e-2): "cm|centimeter|centimeters|centimetre|centimetres|zentimeter|centímetros",
    ("length", 1): "m|meter|meters|metre|metres|mètres|metros|metri",
    ("length", 1e3): "km|kilometer|kilometers|kilometre|kilometres|kilometern|kilómetros|chilometri|quilômetros|"
    "kilomètres|klick|klicks|km s|kms",
    ("length", 1609.344): "mile|miles|mi|meile|meilen|milla|millas|milles terrestres|miglia",
    ("length", 1852.0): "nautical mile|nautical miles|nmi|seemeilen|seemeile",
    ("length", 0.9144): "yd|yds|yard|yards",
    ("length", 0.3048): "ft|foot|feet|fuß|pieds|pies|piedi",
    ("length", 0.0254): "inch|inches|zoll|pouce|pouces|pulgada|pulgadas|pollici",
    ("length", 9.4607304725808e15): "light year|light years|lichtjahre|lichtjahr",
    ("area", 1): "m²|m2|m ^ 2|sqm|sq m|metres squared|meters squared|mètres carrés|metros cuadrados|metri quadrati|"
    "metros quadrados|quadratmetern|square meters|square metres|square meter|square metre|qm|quadratmeter",
    ("area", 10_000.0): "ha|hectare|hectares|hektar",
    ("area", 4046.8564224): "acre|acres",
    ("area", 0.09290304): "ft²|ft2|ft ^ 2|sq ft|sqft|sq . ft .|sq . ft|square foot|square feet|square foots",
    ("area", 2589988.110336): "sq mi|square mile|square miles",
    ("area", 1e-4): "cm²|cm2|square centimeters|square centimetres|quadratzentimeter",
    ("area", 1e-6): "mm²|mm2|square millimeters|square millimetres|quadratmillimeter",
    ("area", 1e6): "km²|km2|km ^ 2|sq km|kilometres squared|kilometers squared|kilomètres carrés|kilómetros cuadrados|"
    "chilometri quadrati|square kilometers|square kilometres|quadratkilometer",
    ("volume", 1e-3): "ml|cc|cm³|cm3|cubic centimeters|cubic centimetres|kubikzentimeter|milliliter|milliliters|"
    "millilitre|millilitres",
    ("volume", 1): "l|liter|liters|litre|litres|litern|litros|litri",
    ("volume", 3.785411784): "gallon|gallons|gal",
    ("volume", 0.473176473): "pint|pints",
    ("volume", 0.946352946): "qt|quart|quarts",
    ("volume", 0.2365882365): "cup|cups",
    ("volume", 0.015): "tbsp|tbsps|tablespoon|tablespoons|esslöffel|cucharadas|cuillères à soupe",
    ("volume", 0.005): "tsp|tsps|teaspoon|teaspoons|teelöffel|cucharaditas|cuillères à café",
    ("volume", 0.0295735295625): "fl oz|fl . oz .|fluid ounce|fluid ounces",
    ("volume", 158.987294928): "barrel|barrels|bbl",
    ("volume", 28.316846592): "ft³|ft3|cubic foot|cubic feet|cu ft",
    ("volume", 1000.0): "m³|m3|m ^ 3|cubic meter|cubic metre|cubic meters|cubic metres|kubikmeter|kubikmetern|mètres "
    "cubes|metros cúbicos|metri cubi",
    ("mass", 1e-9): "μg|ug|mcg|microgram|micrograms",
    ("mass", 1e-6): "mg|milligram|milligrams|milligramm|miligramos",
    ("mass", 1e-3): "g|gram|grams|gramm|gramme|grammes|gramos|grammi",
    ("mass", 0.1): "etto|etti|hectogram|hectograms",
    ("mass", 1): "kg|kilo|kilos|kilogram|kilograms|kilogramm|kgs|chilo|chili|chilogrammo|chilogrammi|quilo|quilos",
    ("mass", 1000.0): "t|ton|tons|tonne|tonnes|tonnen|toneladas|tonnellate|ton.|metric ton|"
    "metric tons|metric tonne|metric tonnes|tonne métrique|tonnes métriques|"
    "toneladas métricas|tonnellate metriche|metrische tonnen|ton metriche",
    ("mass", 100.0): "zentner|quintal|quintals|doppelzentner",
    ("mass", 6.35029318): "stone",
    ("mass", 0.45359237): "lb|lbs",
    ("mass", 2e-4): "carat|carats|karat",
    ("mass", 0.028349523125): "oz|ounce|ounces",
    ("temperature:C", 1): "°c|℃|celsius|centigrade|degrees centigrade|degree centigrade|degrés celsius|grados celsius|"
    "gradi celsius|graus celsius|degré celsius|degrees celsius|degree celsius|grad celsius|° c|degrees c|deg c",
    ("temperature:F", 1): "°f|℉|fahrenheit|degree fahrenheit|grad fahrenheit|deg f|degrees fahrenheit|° f|degrees f",
    ("temperature:K", 1): "kelvin|kelvins|degrees kelvin",
    ("energy", 1): "j|joule|joules",
    ("energy", 1.602176634e-19): "ev|electron volt|electron volts",
    ("energy", 3.6e3): "wh|watt hour|watt hours",
    ("energy", 3.6e6): "kwh|kilowatt hour|kilowatt hours|kilowattstunden",
    ("energy", 3.6e9): "mwh|megawatt hour|megawatt hours|megawattstunden",
    ("energy", 3.6e12): "gwh|gigawatt hour|gigawatt hours|gigawattstunden",
    ("energy", 3.6e15): "twh|terawatt hour|terawatt hours|terawattstunden",
    ("energy", 1055.05585): "btu|btus",
    ("power", 735.49875): "hp|ps|bhp|horsepower|horse power|pferdestärken",
    ("power", 1): "watt|watts",
    ("power", 1e3): "kwp|kilowatt peak|kilowatts peak|kw|kilowatt|kilowatts",
    ("power", 1e6): "mwp|megawatt peak|megawatts peak|mw|megawatt|megawatts",
    ("power", 1e9): "gw|gigawatt|gigawatts",
    ("electric:V", 1): "v|volt|volts",
    ("electric:Ah", 1e-3): "mah|milliamp hour|milliamp hours|milliampere hours",
    ("electric:Ah", 1): "amp hour|amp hours|ampere hours",
    ("pressure", 133.322): "mmhg|mm hg|millimetre of mercury|millimetres of mercury|millimeter of mercury|millimeters "
    "of mercury|torr|"
    "millimeter quecksilbersäule|millimètres de mercure|milímetros de mercurio",
    ("pressure", 101325.0): "atm|atmosphere|atmospheres",
    ("pressure", 6894.757): "psi|pounds per square inch",
    ("torque", 1): "nm|n m|newton meter|newton meters|newton metre|newton metres|newtonmeter",
    ("conductance", 1): "w / m²k|w / ( m²k )|w / m²·k|watts per square metre kelvin|watts per square meter kelvin|"
    "watts per square metre per kelvin|watt per square metre kelvin",
    ("density", 1000.0): "g / cm³|g / cm3|g / ml|g / cc|kg / l|grams per cubic centimetre|grams per cubic centimeter",
    ("density", 1): "kg / m³|kg / m3|kilograms per cubic metre|kilograms per cubic meter|kilos per cubic metre",
    ("acceleration", 9.80665): "gs",
    ("acceleration", 1): "m / s²|m / s2|m / s ^ 2|metres per second squared|meters per second squared|metres per "
    "second per second|"
    "meters per second per second|metres a second squared|meters a second squared|metres per square second",
    ("frequency", 1): "hz",
    ("frequency", 1e3): "khz",
    ("frequency", 1e6): "mhz",
    ("frequency", 1e9): "ghz",
    ("sound", 1): "db|decibel|decibels|dezibel|décibels",
    ("sigma", 1): "σ|sigma|sigmas|standard deviation|standard deviations|sds|standardabweichungen",
    ("thing:people", 1): "full - time equivalent|full - time equivalents|full time equivalent|full time equivalents|"
    "vollzeitstellen|vollzeitäquivalente|équivalents temps plein",
    ("resolution", 1): "dpi|ppi|dots per inch|pixels per inch",
}  # fmt: skip
"""Family and size of one in it -> names, with spaces between their tokens."""
