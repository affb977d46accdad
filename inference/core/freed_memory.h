#pragma once

namespace inference {

/// Has the C library keep what maps of the usual sizes (up to 8 MB each) free, up to 32 MB an arena, instead of handing it to
/// the system and fetching it again, page by page, for the next image: that costs more than a third of judging one. Once, at
/// the start of a program, before other threads; does nothing where the C library isn't glibc.
void keepFreedMemory();

}  // namespace inference
