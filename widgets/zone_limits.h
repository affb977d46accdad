#pragma once

#include "core/recipe.h"

#include <QWidget>

class QCheckBox;

namespace widgets {

class LimitRow;

/// `rule` with one limit changed; the others give way, so that grow <= review <= fail.
inference::RegionRule withFail(inference::RegionRule rule, float limit);
inference::RegionRule withReview(inference::RegionRule rule, float limit);
inference::RegionRule withGrow(inference::RegionRule rule, float limit);

/// The grow limit, or a good one to begin with where regions don't grow.
float proposedGrow(const inference::RegionRule& rule);

/// The numbers that one zone is judged by.
class ZoneLimits : public QWidget {
    Q_OBJECT
public:
    explicit ZoneLimits(QWidget* parent = nullptr);

    const inference::RegionRule& rule() const { return m_rule; }
    /// No signal. Safe to call with the same value from a slot of ruleChanged: a drag goes on.
    void setRule(const inference::RegionRule& rule);
    /// What a double click on a label goes back to.
    void setDefaults(const inference::RegionRule& rule) { m_defaults = rule; }
    /// Areas and lengths are shown in millimetres; 0: in pixels.
    void setMmPerPixel(double mmPerPixel);

signals:
    /// By the person; live while dragging.
    void ruleChanged(const inference::RegionRule& rule);
    /// The end of a gesture that changed something.
    void editingFinished();

protected:
    void changeEvent(QEvent* event) override;

private:
    using Change = inference::RegionRule (*)(inference::RegionRule, double);
    using Value = double (*)(const inference::RegionRule&);
    void connectRow(LimitRow* row, Change changed, Value valueOf);
    void change(const inference::RegionRule& rule);
    void finish();
    void showValues();
    void retranslate();

    inference::RegionRule m_rule;
    inference::RegionRule m_start;  // when the gesture began: a pushed limit comes back when the other retreats
    inference::RegionRule m_defaults;
    double m_mmPerPixel = 0;
    LimitRow* m_fail;
    LimitRow* m_review;
    LimitRow* m_area;
    LimitRow* m_length;
    QCheckBox* m_grows;
    LimitRow* m_grow;
};

}  // namespace widgets
