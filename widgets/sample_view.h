#pragma once

#include "widgets/sample_card.h"

#include <QWidget>

#include <optional>

namespace widgets {

/// One cut-out by itself, drawn as SampleList draws its own. GUI thread.
class SampleView : public QWidget {
    Q_OBJECT

public:
    explicit SampleView(QWidget* parent = nullptr);

    void setCard(const std::optional<SampleCard>& card);  ///< none: a bare ground
    const std::optional<SampleCard>& card() const { return m_card; }
    void setLook(double scale, bool framed);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<SampleCard> m_card;
    double m_scale = 1;
    bool m_framed = true;
};

}  // namespace widgets
