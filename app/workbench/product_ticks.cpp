#include "app/workbench/product_ticks.h"

#include <QCheckBox>
#include <QEvent>
#include <QListWidget>
#include <QLocale>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

namespace datasets = inference::datasets;

namespace {

constexpr int leastShown = 2, mostShown = 10;  // rows
constexpr int imagesRole = Qt::UserRole;

bool isTicked(const QListWidgetItem& item)
{
    return item.checkState() == Qt::Checked;
}

}  // namespace

ProductTicks::ProductTicks(QWidget* parent)
    : QWidget(parent)
    , m_all(new QCheckBox)
    , m_list(new QListWidget)
{
    m_list->setUniformItemSizes(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_all);
    column->addWidget(m_list);
    connect(m_all, &QCheckBox::clicked, this, [this] { tickAll(m_all->checkState() != Qt::Unchecked); });
    connect(m_list, &QListWidget::itemChanged, this, &ProductTicks::follow);
    retranslate();
    setDataset(nullptr, datasets::Split::Test);
}

std::size_t ProductTicks::imagesOf(const datasets::Product& product, datasets::Split split)
{
    return std::size_t(std::ranges::count_if(product.samples, [split](const datasets::Sample& sample) { return sample.split == split && sample.label != inference::Label::None; }));
}

void ProductTicks::setDataset(const datasets::Dataset* dataset, datasets::Split split)
{
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        m_names.clear();
        for (const datasets::Product& product : dataset ? dataset->products : std::vector<datasets::Product>()) {
            const std::size_t images = imagesOf(product, split);
            const QString text = QString::fromStdString(product.name) + QStringLiteral(" (") + QLocale().toString(qulonglong(images)) + QLatin1Char(')');
            auto* const item = new QListWidgetItem(text, m_list);
            item->setData(imagesRole, qulonglong(images));
            item->setFlags(images > 0 ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable : Qt::ItemIsSelectable);
            item->setCheckState(images > 0 ? Qt::Checked : Qt::Unchecked);
            item->setToolTip(text);
            m_names.push_back(product.name);
        }
    }
    setVisible(dataset != nullptr);
    fitHeight();
    follow();
}

void ProductTicks::fitHeight()
{
    const int rows = std::clamp(m_list->count(), leastShown, mostShown);
    const int height = m_list->count() > 0 ? m_list->sizeHintForRow(0) : fontMetrics().height();
    m_list->setFixedHeight(rows * height + 2 * m_list->frameWidth() + 2);
}

std::vector<std::string> ProductTicks::ticked() const
{
    std::vector<std::string> names;
    for (int i = 0; i < m_list->count(); ++i)
        if (isTicked(*m_list->item(i)))
            names.push_back(m_names[std::size_t(i)]);
    return names;
}

std::size_t ProductTicks::tickedImages() const
{
    std::size_t images = 0;
    for (int i = 0; i < m_list->count(); ++i)
        if (isTicked(*m_list->item(i)))
            images += m_list->item(i)->data(imagesRole).toULongLong();
    return images;
}

bool ProductTicks::areAllTicked() const
{
    return m_all->checkState() == Qt::Checked;
}

bool ProductTicks::hasAny() const
{
    for (int i = 0; i < m_list->count(); ++i)
        if (m_list->item(i)->data(imagesRole).toULongLong() > 0)
            return true;
    return false;
}

void ProductTicks::tickAll(bool ticked)
{
    {
        const QSignalBlocker quiet(m_list);
        for (int i = 0; i < m_list->count(); ++i)
            if (m_list->item(i)->data(imagesRole).toULongLong() > 0)
                m_list->item(i)->setCheckState(ticked ? Qt::Checked : Qt::Unchecked);
    }
    follow();
}

void ProductTicks::follow()
{
    int ticked = 0, there = 0;
    for (int i = 0; i < m_list->count(); ++i) {
        there += m_list->item(i)->data(imagesRole).toULongLong() > 0 ? 1 : 0;
        ticked += isTicked(*m_list->item(i)) ? 1 : 0;
    }
    m_all->setTristate(ticked > 0 && ticked < there);
    m_all->setCheckState(ticked == 0 ? Qt::Unchecked : ticked < there ? Qt::PartiallyChecked : Qt::Checked);
    m_all->setEnabled(there > 0);
    emit ticksChanged();
}

void ProductTicks::retranslate()
{
    m_all->setText(tr("All &products"));
    m_list->setAccessibleName(tr("Products"));
}

void ProductTicks::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::FontChange)
        fitHeight();
    QWidget::changeEvent(event);
}

}  // namespace app
