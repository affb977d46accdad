#include "app/workbench/limit_sample_presenter.h"

#include "app/common/error_text.h"
#include "app/common/filled_text.h"
#include "app/report/limit_sample_card.h"
#include "app/report/limit_sample_order.h"
#include "app/store/region_class.h"
#include "app/store/utc_text.h"
#include "app/workbench/canvas_presenter.h"
#include "app/workbench/limit_sample_maker.h"
#include "app/workbench/review_desk.h"
#include "app/workbench/settings.h"
#include "widgets/defect_table.h"
#include "widgets/joined_sentences.h"
#include "widgets/number_text.h"

#include <QAction>
#include <QDateTime>
#include <QEvent>
#include <QLocale>

#include <algorithm>
#include <set>

namespace app {

using inference::LimitSample;
using widgets::Calibration;

namespace {

constexpr int pause = 50;            // milliseconds; limits move many times in it
constexpr qsizetype longestName = 200;  // characters of a part's name, of its end

QString keyOf(const LimitSample& sample)
{
    return filledText(QStringLiteral("%1 %2 %3 %4"), {QString::fromStdString(sample.image), QString::fromStdString(sample.utc), QString::number(sample.peakAt.x), QString::number(sample.peakAt.y)});
}

QString measuredText(const LimitSample& sample, widgets::Measure measure, Calibration present)
{
    return widgets::measureText(limitSampleSize(sample, measure, present), measure, present);
}

bool isOfSameRegion(const LimitSample& a, const LimitSample& b)
{
    return a.image == b.image && a.peakAt == b.peakAt;
}

}  // namespace

LimitSamplePresenter::LimitSamplePresenter(Desk desk, Settings& settings, QObject* parent)
    : QObject(parent)
    , m_desk(desk)
    , m_settings(settings)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(pause);
    connect(&m_soon, &QTimer::timeout, this, &LimitSamplePresenter::refresh);
    Session& session = m_desk.session;
    connect(&session, &Session::currentChanged, this, [this](int row) {
        m_problem.clear();
        if (m_wanted && (row < 0 || m_desk.session.part(row).image != m_wanted->image))
            m_wanted.reset();
        refreshSoon();
    });
    connect(&session, &Session::currentJudged, this, [this] {
        showWanted();
        refreshSoon();
    });
    // It may be inspected anew, or have failed: its regions are gone then.
    connect(&session, &Session::partChanged, this, [this](int row) {
        if (row == m_desk.session.current())
            refreshSoon();
    });
    connect(&session, &Session::partsChanged, this, &LimitSamplePresenter::refreshSoon);
    connect(&session, &Session::recipeChanged, this, &LimitSamplePresenter::refreshSoon);
    connect(&session, &Session::recipeReplaced, this, [this] {
        if (m_window)
            m_window->forget();
    });
    connect(&session, &Session::recipeLockChanged, this, &LimitSamplePresenter::refreshSoon);
    connect(&session, &Session::modelChanged, this, &LimitSamplePresenter::refreshSoon);
    connect(&session, &Session::reviewsChanged, this, &LimitSamplePresenter::refreshSoon);
    connect(&session, &Session::imageKnown, this, &LimitSamplePresenter::refreshSoon);
    connect(&session, &Session::partsCleared, this, [this] {
        m_wanted.reset();
        refreshSoon();
    });
    connect(&m_desk.canvas, &CanvasPresenter::pictureShownChanged, this, &LimitSamplePresenter::refreshSoon);
    connect(&m_desk.table, &widgets::DefectTable::selectedDefectChanged, this, &LimitSamplePresenter::refreshSoon);
}

LimitSamplePresenter::~LimitSamplePresenter()
{
    if (!m_window)
        return;
    if (m_window->isVisible())
        remember();
    m_window->removeEventFilter(this);
    m_window->hide();  // what is being typed is said now: it hides once more while it goes, when nobody could listen
}

void LimitSamplePresenter::build()
{
    m_window = std::make_unique<LimitSampleDialog>();
    m_window->setAttribute(Qt::WA_QuitOnClose, false);
    m_window->restoreGeometry(m_settings.limitSamplesGeometry());
    m_window->setChoice(widgets::Measure(m_settings.limitSamplesMeasure()), m_settings.limitSamplesScale(), m_settings.limitSamplesFramed());
    m_window->installEventFilter(this);
    connect(m_window.get(), &LimitSampleDialog::choiceChanged, this, &LimitSamplePresenter::refresh);
    connect(m_window.get(), &LimitSampleDialog::addWanted, this, &LimitSamplePresenter::add);
    connect(m_window.get(), &LimitSampleDialog::moveWanted, this, [this](const QString& key) {
        change(key, [](LimitSample& sample) { sample.good = !sample.good; });
    });
    connect(m_window.get(), &LimitSampleDialog::classWanted, this, [this](const QString& key, const QString& name) {
        change(key, [&name](LimitSample& sample) { sample.className = name.toStdString(); });
    });
    connect(m_window.get(), &LimitSampleDialog::noteWanted, this, [this](const QString& key, const QString& text) {
        change(key, [&text](LimitSample& sample) { sample.note = text.toStdString(); });
    });
    connect(m_window.get(), &LimitSampleDialog::removeWanted, this, &LimitSamplePresenter::remove);
    connect(m_window.get(), &LimitSampleDialog::showWanted, this, &LimitSamplePresenter::show);
    // What is done here can be undone here.
    QUndoStack& steps = m_desk.session.undoStack();
    QAction* const undo = steps.createUndoAction(m_window.get());
    undo->setShortcut(QKeySequence::Undo);
    QAction* const redo = steps.createRedoAction(m_window.get());
    redo->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    m_window->addActions({undo, redo});
}

void LimitSamplePresenter::showWindow()
{
    if (!m_window)
        build();
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
    refresh();
}

bool LimitSamplePresenter::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Hide)
        remember();
    if (event->type() == QEvent::LanguageChange)
        refreshSoon();
    return QObject::eventFilter(watched, event);
}

void LimitSamplePresenter::remember()
{
    m_settings.setLimitSamplesGeometry(m_window->saveGeometry());
    m_settings.setLimitSamplesChoice(int(m_window->measure()), m_window->scale(), m_window->framed());
}

void LimitSamplePresenter::refreshSoon()
{
    if (m_window && m_window->isVisible() && !m_soon.isActive())
        m_soon.start();
}

void LimitSamplePresenter::refresh()
{
    m_soon.stop();
    if (m_window->isVisible())
        m_window->setWall(wall());
}

QImage LimitSamplePresenter::pictureOf(const LimitSample& sample)
{
    const void* const bytes = sample.picture.get();
    if (!m_pictures.contains(bytes))
        m_pictures.insert(bytes, limitSamplePicture(sample));
    return m_pictures.value(bytes);
}

LimitSampleEntry LimitSamplePresenter::entryOf(const LimitSample& sample)
{
    const Calibration present {m_desk.session.recipe().mmPerPixel};
    LimitSampleEntry entry;
    entry.key = keyOf(sample);
    entry.className = QString::fromStdString(sample.className);
    entry.note = QString::fromStdString(sample.note);
    entry.isOpen = m_desk.session.partOfImage(sample.image) != nullptr;
    entry.card = limitSampleCard(sample, pictureOf(sample), present);
    const QString size = measuredText(sample, m_window->measure(), present);
    entry.card.caption = entry.className.isEmpty() ? size : QStringLiteral("%1 · %2").arg(size, entry.className);
    const QString part = QString::fromStdString(sample.part);
    const QDateTime when = QDateTime::fromString(QString::fromStdString(sample.utc), Qt::ISODateWithMs).toLocalTime();
    const QString date = QLocale().toString(when, QLocale::ShortFormat);
    const QString side = sample.good ? tr("still good") : tr("no longer good");
    QStringList sentences;
    sentences.append(!when.isValid()   ? filledText(tr("%1: %2.", "part, still good"), {part, side})
                     : sample.by.empty() ? filledText(tr("%1: %2, since %3.", "part, still good, date"), {part, side, date})
                                         : filledText(tr("%1: %2, said %4 on %3.", "part, still good, date, person"), {part, side, date, QString::fromStdString(sample.by)}));
    sentences.append(filledText(tr("Area %1, length %2, width %3, peak %4."), {measuredText(sample, widgets::Measure::Area, present), measuredText(sample, widgets::Measure::Length, present),
                                                                                measuredText(sample, widgets::Measure::Width, present), widgets::scoreText(double(sample.peak))}));
    if (entry.card.picture.isNull())
        sentences.append(tr("Its picture in the recipe can't be read: remove it and add it again."));
    entry.card.sentence = widgets::joinedSentences(sentences);
    return entry;
}

LimitSampleWall LimitSamplePresenter::wall()
{
    const Session& session = m_desk.session;
    const std::vector<LimitSample>& samples = session.recipe().limitSamples.list();
    const Calibration present {session.recipe().mmPerPixel};
    // Pictures of samples that are gone go too; one that comes back by undoing is read anew.
    std::set<const void*> bytes;
    for (const LimitSample& sample : samples)
        bytes.insert(sample.picture.get());
    m_pictures.removeIf([&bytes](const auto& picture) { return !bytes.contains(picture.key()); });

    LimitSampleWall wall;
    wall.samples = int(samples.size());
    wall.mmPerPixel = present.mmPerPixel;
    std::set<QString> classes;
    for (const LimitSample& sample : samples)
        classes.insert(QString::fromStdString(sample.className));
    wall.classes = {classes.begin(), classes.end()};
    QStringList known = m_desk.reviews.classes();
    for (const QString& name : wall.classes)
        if (!name.isEmpty() && !known.contains(name))
            known.append(name);
    known.sort(Qt::CaseInsensitive);
    wall.knownClasses = known;
    std::optional<std::string> className;
    if (const auto wanted = m_window->className(); wanted && classes.contains(*wanted))
        className = wanted->toStdString();
    wall.ofOneClass = className.has_value();
    std::vector<double> sizes[2];
    for (const bool good : {true, false})
        for (const std::size_t i : limitSamplesOn(good, samples, className, m_window->measure(), present)) {
            (good ? wall.good : wall.bad).push_back(entryOf(samples[i]));
            sizes[good].push_back(limitSampleSize(samples[i], m_window->measure(), present));
        }
    const LimitSample* itself = nullptr;
    if (const auto shown = presentSample()) {
        const auto found = std::ranges::find_if(samples, [&shown](const LimitSample& other) { return isOfSameRegion(other, *shown); });
        itself = found == samples.end() ? nullptr : &*found;
        addPresent(wall, *shown, itself, sizes[true], sizes[false]);
    } else {
        wall.presentText = whyNoRegion();
    }
    wall.mayChange = session.mayChangeRecipe();
    wall.mayAdd = wall.mayChange && (samples.size() < inference::mostLimitSamples || itself);
    if (!session.model())
        wall.state = tr("Without a model there is no recipe that samples could lie in.");
    else if (!wall.mayChange)
        wall.state = tr("The desk is locked: samples can only be looked at.");
    else if (!wall.mayAdd)
        wall.state = tr("A recipe holds %n limit sample(s) at most: remove one before you add another.", nullptr, int(inference::mostLimitSamples));
    else
        wall.state = m_problem;
    return wall;
}

const inference::Judgement* LimitSamplePresenter::judgement() const
{
    const auto& judged = m_desk.canvas.judged();
    return judged ? judged->judgement.get() : nullptr;
}

QImage LimitSamplePresenter::presentCut(const inference::Rect& area)
{
    const QImage& picture = m_desk.canvas.picture()->image;
    if (m_cut.picture != picture.cacheKey() || m_cut.area != area)
        m_cut = {picture.cacheKey(), area, cutOut(picture, area)};
    return m_cut.image;
}

QString LimitSamplePresenter::whyNoRegion() const
{
    if (m_desk.session.current() < 0)
        return tr("No part is open.");
    if (!judgement())
        return tr("This part has no verdict yet.");
    return judgement()->defects.empty() ? tr("Nothing is found on this part.") : tr("The picture of this part isn't there.");
}

/// `itself`: the sample that it is; null: none.
void LimitSamplePresenter::addPresent(LimitSampleWall& wall, const LimitSample& sample, const LimitSample* itself, const std::vector<double>& good, const std::vector<double>& bad)
{
    const Calibration present {m_desk.session.recipe().mmPerPixel};
    const widgets::Measure measure = m_window->measure();
    wall.present = limitSampleCard(sample, presentCut(sample.cut), present);
    const double size = limitSampleSize(sample, measure, present);
    const LimitStanding standing = limitStanding(size, good, bad);
    QStringList sentences {filledText(tr("Region %1 of %2."), {widgets::wholeNumber(double(*region()) + 1), QString::fromStdString(sample.part)})};
    sentences.append(standing.place == LimitStanding::Alone ? tr("%1 %2.", "Area 12 px²").arg(widgets::measureName(measure), measuredText(sample, measure, present))
                                                            : limitStandingText(standing, size, measure, present));
    if (itself)
        sentences.append(itself->good ? tr("It is a sample itself: still good.") : tr("It is a sample itself: no longer good."));
    wall.presentText = widgets::joinedSentences(sentences);
    wall.present->sentence = wall.presentText;
}

std::optional<std::size_t> LimitSamplePresenter::region() const
{
    if (!judgement() || judgement()->defects.empty())
        return std::nullopt;
    const int selected = m_desk.table.selectedDefect();
    return selected >= 0 && std::size_t(selected) < judgement()->defects.size() ? std::size_t(selected) : 0;  // the first is the worst
}

std::optional<LimitSample> LimitSamplePresenter::presentSample() const
{
    const Session& session = m_desk.session;
    const auto found = region();
    const auto& picture = m_desk.canvas.picture();
    if (session.current() < 0 || !found || !picture)
        return std::nullopt;
    const PartRecord& part = session.part(session.current());
    if (part.image.empty())
        return std::nullopt;
    LimitSample sample = measuredSample(judgement()->defects[*found], session.recipe().mmPerPixel, picture->image.size());
    sample.className = classOf(*found, judgement()->defects, part.review);
    sample.part = part.name.right(longestName).toStdString();
    sample.image = part.image;
    sample.by = m_desk.reviews.operatorName().left(longestName).toStdString();
    sample.utc = utcNow();
    return sample;
}

void LimitSamplePresenter::add(bool good)
{
    auto sample = presentSample();
    if (!sample || m_desk.session.refusesChange())
        return;
    sample->good = good;
    std::vector<LimitSample> samples = m_desk.session.recipe().limitSamples.list();
    // A region stands on one side: what was said last counts, and what was noted stays.
    const auto before = std::ranges::find_if(samples, [&sample](const LimitSample& other) { return isOfSameRegion(other, *sample); });
    if (before != samples.end()) {
        sample->note = before->note;
        if (!before->className.empty())
            sample->className = before->className;
        samples.erase(before);
    }
    try {
        sample->picture = limitSampleBytes(presentCut(sample->cut));
        m_problem.clear();
    } catch (const inference::Error& error) {
        m_problem = sentence(error);
        refresh();
        return;
    }
    samples.push_back(*sample);
    step(std::move(samples));
    m_window->choose(keyOf(*sample));
}

void LimitSamplePresenter::step(std::vector<LimitSample> samples)
{
    inference::Recipe recipe = m_desk.session.recipe();
    recipe.limitSamples = std::move(samples);
    m_desk.session.stepRecipe(recipe);
    refresh();
}

void LimitSamplePresenter::change(const QString& key, const std::function<void(LimitSample& sample)>& change)
{
    std::vector<LimitSample> samples = m_desk.session.recipe().limitSamples.list();
    const auto found = std::ranges::find(samples, key, keyOf);
    if (found == samples.end() || m_desk.session.refusesChange())
        return;
    change(*found);
    step(std::move(samples));
}

void LimitSamplePresenter::remove(const QString& key)
{
    std::vector<LimitSample> samples = m_desk.session.recipe().limitSamples.list();
    if (m_desk.session.refusesChange() || std::erase_if(samples, [&key](const LimitSample& sample) { return keyOf(sample) == key; }) == 0)
        return;
    step(std::move(samples));
}

void LimitSamplePresenter::show(const QString& key)
{
    const std::vector<LimitSample>& samples = m_desk.session.recipe().limitSamples.list();
    const auto found = std::ranges::find(samples, key, keyOf);
    const PartRecord* const part = found == samples.end() ? nullptr : m_desk.session.partOfImage(found->image);
    if (!part)
        return;
    m_wanted = Wanted {found->image, found->peakAt};
    m_desk.session.setCurrent(m_desk.session.rowOf(part->path));
    showWanted();
    emit partShown();
}

void LimitSamplePresenter::showWanted()
{
    const Session& session = m_desk.session;
    if (!m_wanted || !judgement() || session.current() < 0 || session.part(session.current()).image != m_wanted->image)
        return;
    const Wanted wanted = *std::exchange(m_wanted, std::nullopt);
    if (const auto found = regionAt(wanted.at, judgement()->defects))
        m_desk.canvas.showDefect(session.part(session.current()).path, int(*found) + 1);
}

}  // namespace app
