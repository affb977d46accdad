#pragma once

class QPDF;

namespace app {

/// Makes text of the PDF findable and copyable as it was written. Qt tells readers for each glyph the first character that a font draws
/// with it: a tab for every space, and for many Chinese characters the radical of the same look, which nobody searches for.
void mendSearchableText(QPDF& pdf);

}  // namespace app
