//! Small drawings of 16 by 16 pixels: lines only, in the colour of their class.

use super::scene::Icon;

/// The path of an icon.
pub(super) fn path(icon: Icon) -> &'static str {
    match icon {
        // A globe.
        Icon::Internet => {
            "M8 1a7 7 0 1 0 0 14a7 7 0 1 0 0 -14M1.5 8h13M8 1c-4 4 -4 10 0 14M8 1c4 4 4 10 0 14"
        }
        // A door with an arrow through it.
        Icon::Gateway => "M3 2h10v12h-10zM8 12v-8M5.5 6.5l2.5 -2.5l2.5 2.5",
        // An arrow that leaves, and nothing that comes back.
        Icon::Nat => "M2 13v-5a3 3 0 0 1 3 -3h8M10 2l3 3l-3 3M7 13h7",
        // One becomes three.
        Icon::Balancer => {
            "M1 8h5M6 8l5 -5M6 8h5M6 8l5 5M11 3a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0M11 8a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 \
             -3 0M11 13a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0"
        }
        // A box of a container.
        Icon::Workload => "M8 1l6 3.5v7l-6 3.5l-6 -3.5v-7zM2 4.5l6 3.5l6 -3.5M8 8v7",
        // A cylinder.
        Icon::Store => {
            "M2 4c0 -3 12 -3 12 0c0 3 -12 3 -12 0M2 4v8c0 3 12 3 12 0v-8M2 8c0 3 12 3 12 0"
        }
        // A plug in a wall.
        Icon::Other => "M2 2h12v12h-12zM5 8h6M8 5v6",
        // A bell.
        Icon::Alarm => {
            "M3 12h10c-1.5 -1.5 -1.5 -3 -1.5 -5a3.5 3.5 0 0 0 -7 0c0 2 0 3.5 -1.5 5zM6.5 14h3M8 3.5v-2"
        }
        // A letter.
        Icon::Receiver => "M1.5 3.5h13v9h-13zM1.5 4l6.5 5l6.5 -5",
    }
}
