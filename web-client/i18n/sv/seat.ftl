### The list of who was there.

seat-title = Skriv upp dig på deltagarlistan
seat-words = Bara om du vill. Arrangören ser namnen, till exempel för en utbildning eller ett projekts rapport. Listan tas bort när nätverkets tid har gått.
seat-names = Namn, ett per rad
seat-names-hint = Om ni är flera vid samma enhet, skriv alla som går med på det.
seat-place = Plats, om ni sitter tillsammans (frivilligt)
seat-agree = Skriv upp på listan
seat-remove = Ta bort från listan
seat-on = { $count ->
    [one] Nu står ett namn på listan.
   *[other] Nu står { $count } namn på listan.
}
seat-off = Du står inte på listan.

## A small card beside a name

seat-card = Företaget
seat-card-does = Vad jag gör
seat-card-needs = Vad jag behöver
seat-card-offers = Vad jag erbjuder andra

## Several people before one device

together-title = Flera vid samma enhet
together-words = Skriv vilka som sitter vid den här enheten. Namnen syns i din bild och bland deltagarna under kvällen. De sparas inte.
together-names = Namn, ett per rad
together-place = Plats (frivilligt)
together-place-hint = Till exempel Mötesrum Kemi
together-show = Visa namnen
together-hide = Ta bort namnen
together-shown = Nu ser de andra namnen.
together-hidden = Bara ditt eget namn syns.
