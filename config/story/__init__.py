"""The demo: seven sites in six time zones, all of them fictional, from their first day to one Wednesday.

Facts are recorded by calling the real commands in the order of their dates, with the clock of the
story; loading it twice records nothing twice, and every load tells the same to the byte.
"""

from config.story import (
    cedar_prairie,
    front_range,
    granfjell,
    lava_butte,
    muskingum_bend,
    ocotillo_mesa,
    sable_creek,
)

STORIES = (
    ocotillo_mesa.STORY,
    muskingum_bend.STORY,
    cedar_prairie.STORY,
    lava_butte.STORY,
    granfjell.STORY,
    front_range.STORY,
    sable_creek.STORY,
)
