#pragma once

#include <QScrollArea>

namespace widgets {

/// A frameless area that scrolls `content` where there is too little room, and gives it all there is where there is more. Takes `content`.
/// The wheel scrolls, also over a combo or spin box that hasn't the focus.
QScrollArea* scrolled(QWidget* content, Qt::ScrollBarPolicy sideways = Qt::ScrollBarAlwaysOff);

}  // namespace widgets
