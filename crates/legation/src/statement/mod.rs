//! The statement room.
