### The list of who was there.

seat-title = Put yourself on the list of participants
seat-words = Only if you wish. The organizer sees the names, for example for a course or a project's report. The list is removed when the network's time for it has passed.
seat-names = Names, one a line
seat-names-hint = If several sit before this device, write all who agree.
seat-place = Place, if you sit together (optional)
seat-agree = Put on the list
seat-remove = Take off the list
seat-on = { $count ->
    [one] One name is on the list now.
   *[other] { $count } names are on the list now.
}
seat-off = You are not on the list.

## A small card beside a name

seat-card = The business
seat-card-does = What I do
seat-card-needs = What I need
seat-card-offers = What I offer to others

## Several people before one device

together-title = Several at this device
together-words = Write who sits at this device. The names are shown in your picture and among the people during this evening. They are not stored.
together-names = Names, one a line
together-place = Place (optional)
together-place-hint = For example Meeting room Kemi
together-show = Show the names
together-hide = Remove the names
together-shown = The others see the names now.
together-hidden = Only your own name is shown.
