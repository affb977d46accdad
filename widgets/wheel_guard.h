#pragma once

class QAbstractScrollArea;

namespace widgets {

/// Lets the wheel scroll `area` instead of changing what happens to lie under the pointer: a combo or spin box in it, also one that is put
/// there later, takes the wheel only while it has the focus, and the wheel alone doesn't give it that. To be called once, before it is shown.
void guardFromWheel(QAbstractScrollArea* area);

}  // namespace widgets
