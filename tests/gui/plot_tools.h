#pragma once

#include "widgets/plot_view.h"

#include <QtTest>

#include <QCheckBox>
#include <QComboBox>
#include <QTranslator>

/// Shown at a size that a dock has, laid out and drawn.
inline void showPlot(widgets::PlotView& view, QSize size = {640, 360})
{
    view.resize(size);
    view.show();
    view.refresh();
    QCoreApplication::processEvents();  // the queued replot lays the axes out
    view.grab();
}

/// A click with the left button on the middle of an item.
inline void clickItem(widgets::PlotView& view, int item)
{
    QTest::mouseClick(view.plotArea(), Qt::LeftButton, {}, view.placeOf(item).toPoint());
}

inline void dragOver(widgets::PlotView& view, QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {})
{
    QWidget* area = view.plotArea();
    QTest::mousePress(area, Qt::LeftButton, modifiers, from);
    for (const QPoint at : {(from + to) / 2, to}) {
        QMouseEvent move(QEvent::MouseMove, at, area->mapToGlobal(QPointF(at)), Qt::NoButton, Qt::LeftButton, modifiers);
        QCoreApplication::sendEvent(area, &move);
    }
    QTest::mouseRelease(area, Qt::LeftButton, modifiers, to);
}

/// Names of the controls that don't lie inside the view, or are narrower than they need to be.
inline QStringList clippedControls(const widgets::PlotView& view)
{
    QStringList clipped;
    for (const QWidget* child : view.findChildren<QWidget*>(Qt::FindDirectChildrenOnly)) {
        const bool inside = view.rect().contains(child->geometry());
        const QSize least = child->minimumSizeHint();
        if (child->isVisible() && (!inside || child->width() < least.width() || child->height() < least.height()))
            clipped.append(child->accessibleName() + QLatin1Char(' ') + QString::fromLatin1(child->metaObject()->className()));
    }
    return clipped;
}

/// The plot's ground follows the theme at once.
inline QColor groundOf(widgets::PlotView& view)
{
    QCoreApplication::processEvents();
    return view.plotArea()->grab().toImage().pixelColor(1, view.plotArea()->height() - 2);
}

/// Translates every text into itself behind a mark.
class MarkingTranslator : public QTranslator {
public:
    using QTranslator::QTranslator;
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* source, const char*, int) const override
    {
        return QLatin1Char('~') + QString::fromUtf8(source);
    }
};

/// The texts that a change of language leaves as they were.
inline QStringList untranslated(widgets::PlotView& view)
{
    MarkingTranslator translator;
    QCoreApplication::installTranslator(&translator);
    QCoreApplication::processEvents();
    view.refresh();
    QStringList texts{view.plotArea()->accessibleName()};
    for (const QComboBox* choice : view.findChildren<QComboBox*>()) {
        texts << choice->accessibleName() << choice->toolTip();
        for (int i = 0; i < choice->count(); ++i)
            texts << choice->itemText(i);
    }
    for (const QCheckBox* box : view.findChildren<QCheckBox*>())
        texts << box->text() << box->toolTip();
    QCoreApplication::removeTranslator(&translator);
    texts.removeIf([](const QString& text) { return text.startsWith(QLatin1Char('~')); });
    return texts;
}

/// Non-breaking spaces as plain ones.
inline QString plain(QString text)
{
    return text.replace(QChar(0x00a0), QLatin1Char(' '));
}
