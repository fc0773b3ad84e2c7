### The list of who was there.

seat-title = Merkitse osallistujalistalle
seat-words = Vain jos haluat. Järjestäjä näkee nimet, esimerkiksi koulutusta tai hankkeen raportointia varten. Lista poistetaan, kun verkoston määräaika on kulunut.
seat-names = Nimet, yksi riville
seat-names-hint = Jos samalla laitteella on useita, kirjoita kaikki, jotka suostuvat.
seat-place = Paikka, jos istutte yhdessä (vapaaehtoinen)
seat-agree = Merkitse listalle
seat-remove = Poista listalta
seat-on = { $count ->
    [one] Listalla on nyt yksi nimi.
   *[other] Listalla on nyt { $count } nimeä.
}
seat-off = Et ole listalla.

## A small card beside a name

seat-card = Yritysesittely
seat-card-does = Mitä teen
seat-card-needs = Mitä tarvitsen
seat-card-offers = Mitä tarjoan muille

## Several people before one device

together-title = Useampi samalla laitteella
together-words = Kirjoita, ketkä istutte tämän laitteen ääressä. Nimet näkyvät kuvassasi ja osallistujissa tämän illan ajan. Niitä ei tallenneta.
together-names = Nimet, yksi riville
together-place = Paikka (vapaaehtoinen)
together-place-hint = Esimerkiksi Kokoustila Kemi
together-show = Näytä nimet
together-hide = Poista nimet
together-shown = Nimet näkyvät nyt muille.
together-hidden = Näkyvissä on vain oma nimesi.
