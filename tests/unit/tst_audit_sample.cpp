// What a sample says of all parts: bounds against sums over every case, and who is drawn.
#include "core/error.h"
#include "evaluation/audit_sample.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

using inference::Label;
namespace evaluation = inference::evaluation;
using evaluation::AuditPart;
using evaluation::AuditSample;
using evaluation::CountInterval;

namespace QTest {
template<>
char* toString(const CountInterval& interval)
{
    return qstrdup(qPrintable(QStringLiteral("%1..%2").arg(interval.low).arg(interval.high)));
}
}

namespace {

constexpr int greatest = 60;

/// n over k by Pascal's triangle, exact.
const std::array<std::array<double, greatest + 1>, greatest + 1>& pascal()
{
    static const auto table = [] {
        std::array<std::array<double, greatest + 1>, greatest + 1> made {};
        for (std::size_t n = 0; n <= greatest; ++n) {
            made[n][0] = 1;
            for (std::size_t k = 1; k <= n; ++k)
                made[n][k] = made[n - 1][k - 1] + (k < n ? made[n - 1][k] : 0);
        }
        return made;
    }();
    return table;
}

double probability(std::size_t of, std::size_t kind, std::size_t drawn, std::size_t x)
{
    if (x > kind || drawn - x > of - kind)
        return 0;
    return pascal()[kind][x] * pascal()[of - kind][drawn - x] / pascal()[of][drawn];
}

/// By trying every number.
CountInterval slow(std::size_t count, std::size_t drawn, std::size_t of)
{
    CountInterval interval {of, 0};
    for (std::size_t kind = count; kind <= of - (drawn - count); ++kind) {
        double atMost = 0, atLeast = 0;
        for (std::size_t x = 0; x <= drawn; ++x) {
            atMost += x <= count ? probability(of, kind, drawn, x) : 0;
            atLeast += x >= count ? probability(of, kind, drawn, x) : 0;
        }
        const double tail = count == 0 || count == drawn ? 0.05 : 0.025;
        if ((count == 0 || atLeast > tail) && (count == drawn || atMost > tail)) {
            interval.low = std::min(interval.low, kind);
            interval.high = std::max(interval.high, kind);
        }
    }
    return interval;
}

std::string image(char digit)
{
    return std::string(64, digit);
}

}  // namespace

class TestAuditSample : public QObject {
    Q_OBJECT

private slots:
    void boundsAreThoseOfEveryCase_data();
    void boundsAreThoseOfEveryCase();
    void eachBoundHoldsInNineteenOfTwenty();
    void manyDrawsHaveSoundBounds();
    void largeNumbersAreAsOfEndlesslyMany();
    void drawsThatProve();
    void lookingAfterEveryDrawIsAllowed();
    void countsThatCannotBeAreRefused();
    void firstByHashAreDrawnUpToTheFirstWithoutLabel();
    void whatIsKnownBesidesBoundsTheWhole();
    void labelsThatAreWanting();
    void partsOfAnOrderAreASample();
    void boundsNeverTurnInsideOut();
    void copiesAreOnePart();
    void samplesAreByChance();
};

void TestAuditSample::boundsAreThoseOfEveryCase_data()
{
    QTest::addColumn<int>("of");
    for (const int of : {1, 2, 7, 20, 60})
        QTest::newRow(qPrintable(QString::number(of))) << of;
}

void TestAuditSample::boundsAreThoseOfEveryCase()
{
    QFETCH(int, of);
    for (std::size_t drawn = 1; drawn <= std::size_t(of); ++drawn)
        for (std::size_t count = 0; count <= drawn; ++count)
            QCOMPARE(evaluation::countInterval(count, drawn, std::size_t(of)), slow(count, drawn, std::size_t(of)));
}

/// Whatever the truth is: either bound is wrong in 5 % of all samples at most, summed over every outcome.
void TestAuditSample::eachBoundHoldsInNineteenOfTwenty()
{
    const std::size_t of = 50;
    for (const std::size_t drawn : {std::size_t(5), std::size_t(17), std::size_t(40), of})
        for (std::size_t kind = 0; kind <= of; ++kind) {
            double tooHigh = 0, tooLow = 0;
            for (std::size_t count = 0; count <= std::min(kind, drawn); ++count) {
                const CountInterval said = evaluation::countInterval(count, drawn, of);
                const double chance = probability(of, kind, drawn, count);
                tooLow += kind > said.high ? chance : 0;
                tooHigh += kind < said.low ? chance : 0;
            }
            QVERIFY2(tooLow <= 0.05 && tooHigh <= 0.05, qPrintable(QStringLiteral("%1 of %2, %3 drawn: %4 %5").arg(kind).arg(of).arg(drawn).arg(tooLow).arg(tooHigh)));
        }
}

/// Where chances are too small for a number, too: the interval holds what was found and what it would be of all.
void TestAuditSample::manyDrawsHaveSoundBounds()
{
    for (const std::size_t of : {std::size_t(3000), std::size_t(5000), std::size_t(10'000), std::size_t(100'000), std::size_t(1'000'000)})
        for (const double drawnShare : {0.001, 0.02, 0.3, 0.5, 0.9, 0.999})
            for (const double share : {0.0, 0.001, 0.02, 0.3, 0.9, 0.99, 1.0}) {
                const auto drawn = std::size_t(drawnShare * double(of)), count = std::size_t(share * double(drawn));
                if (drawn == 0)
                    continue;
                const CountInterval said = evaluation::countInterval(count, drawn, of);
                const double likely = double(count) / double(drawn) * double(of);
                QVERIFY2(said.low >= count && double(said.low) <= likely + 1 && double(said.high) >= likely - 1 && said.high <= of - (drawn - count),
                         qPrintable(QStringLiteral("%1 in %2 of %3: %4..%5").arg(count).arg(drawn).arg(of).arg(said.low).arg(said.high)));
                const double deviation = double(of) * std::sqrt((share * (1 - share) + 1.0 / double(drawn)) / double(drawn));
                QVERIFY(double(said.high - said.low) <= 8 * deviation + 2);
            }
    QCOMPARE(evaluation::countInterval(5, 1050, 100'000), (CountInterval {156, 1104}));
}

void TestAuditSample::largeNumbersAreAsOfEndlesslyMany()
{
    const std::size_t of = 10'000'000;
    const CountInterval none = evaluation::countInterval(0, 299, of);
    QVERIFY(std::abs(double(none.high) / of - evaluation::rateInterval(0, 299).high) < 1e-5);
    // Clopper and Pearson's for 3 of 60: 1.043 % to 13.923 %
    const CountInterval some = evaluation::countInterval(3, 60, of);
    QVERIFY2(std::abs(double(some.low) / of - 0.01043) < 1e-4 && std::abs(double(some.high) / of - 0.13923) < 1e-4,
             qPrintable(QStringLiteral("%1 %2").arg(some.low).arg(some.high)));
    QCOMPARE(evaluation::countInterval(0, of, of), (CountInterval {0, 0}));
    QCOMPARE(evaluation::countInterval(40'000, 100'000, 100'000), (CountInterval {40'000, 40'000}));
}

void TestAuditSample::drawsThatProve()
{
    using Case = std::array<std::size_t, 3>;
    for (const auto& [most, count, of] : std::initializer_list<Case> {{8, 0, 812}, {0, 0, 50}, {1, 0, 50}, {20, 3, 400}, {600, 2, 1000}, {50, 7, 5000}}) {
        const auto draws = evaluation::drawsToProve(most, count, of);
        QVERIFY(draws && *draws <= of);
        QVERIFY(evaluation::countInterval(count, *draws, of).high <= most);  // asks for more than one look at the bound does
        QVERIFY(count == 0 || *draws > *evaluation::drawsToProve(most, count - 1, of));
    }
    // one that nobody looked at: 1 in 50, less than 4 %
    QCOMPARE(evaluation::drawsToProve(0, 0, 50), std::optional<std::size_t>(48));
    QCOMPARE(evaluation::drawsToProve(2, 3, 400), std::nullopt);
    QCOMPARE(evaluation::drawsToProve(0, 0, 0), std::optional<std::size_t>(0));
    QCOMPARE(evaluation::drawsToProve(400, 3, 400), std::optional<std::size_t>(3));
    QCOMPARE(evaluation::mostAllowed(0.01, 5000), std::size_t(50));
    QCOMPARE(evaluation::mostAllowed(0.01, 99), std::size_t(0));
    QCOMPARE(evaluation::mostAllowed(0.07, 100), std::size_t(7));
}

/// With one more of the kind than the goal allows, looking after every draw until it is "shown" goes wrong in 5 % of all orders at most. By the
/// chances of having found so many after so many draws without having been shown it.
void TestAuditSample::lookingAfterEveryDrawIsAllowed()
{
    for (const auto& [most, of] : std::initializer_list<std::pair<std::size_t, std::size_t>> {{0, 40}, {2, 100}, {10, 300}, {30, 300}, {5, 2000}}) {
        std::vector<std::size_t> needed;
        for (std::size_t count = 0; count <= most; ++count)
            needed.push_back(*evaluation::drawsToProve(most, count, of));
        const std::size_t kind = most + 1;
        std::vector<double> chances(kind + 1, 0);
        chances[0] = 1;
        double wrong = 0;
        for (std::size_t drawn = 0; drawn < of; ++drawn) {
            std::vector<double> next(kind + 1, 0);
            for (std::size_t count = 0; count <= kind; ++count) {
                const double hit = double(kind - count) / double(of - drawn);
                next[count] += chances[count] * (1 - hit);
                if (count < kind)
                    next[count + 1] += chances[count] * hit;
            }
            for (std::size_t count = 0; count <= most; ++count)
                if (drawn + 1 >= needed[count])
                    wrong += std::exchange(next[count], 0);
            chances = std::move(next);
        }
        QVERIFY2(wrong <= 0.05 && wrong > 0, qPrintable(QStringLiteral("%1 of %2: %3").arg(most).arg(of).arg(wrong)));
    }
}

void TestAuditSample::countsThatCannotBeAreRefused()
{
    QVERIFY_EXCEPTION_THROWN((void)evaluation::countInterval(3, 2, 10), inference::Error);
    QVERIFY_EXCEPTION_THROWN((void)evaluation::countInterval(0, 11, 10), inference::Error);
    QVERIFY_EXCEPTION_THROWN((void)evaluation::drawsToProve(1, 11, 10), inference::Error);
}

void TestAuditSample::firstByHashAreDrawnUpToTheFirstWithoutLabel()
{
    const std::string a = image('a'), b = image('b'), c = image('c'), d = image('d'), e = image('e');
    const std::vector<AuditPart> parts {{e, Label::None}, {b, Label::Good}, {d, Label::Defective}, {a, Label::Defective}, {c, Label::None}, {{}, Label::None}};
    const AuditSample sample = evaluation::auditSample(parts, {Label::Defective, 10});
    QCOMPARE(sample.of, std::size_t(5));
    QVERIFY((sample.found == evaluation::Share {1, 2}));  // d is behind c, which nobody has labelled
    QCOMPARE(sample.next, (std::vector<std::size_t> {4, 0}));
    QCOMPARE(evaluation::auditSample(parts, {Label::Defective, 1}).next, (std::vector<std::size_t> {4}));
    const AuditSample good = evaluation::auditSample(parts, {Label::Good, 0});
    QVERIFY((good.found == evaluation::Share {1, 2}) && good.next.empty());
    QCOMPARE(evaluation::auditSample({}, {Label::Good, 3}).of, std::size_t(0));
    // digits that differ late
    const std::string late = std::string(63, 'a') + 'b';
    const std::vector<AuditPart> near {{late, Label::None}, {a, Label::None}};
    QCOMPARE(evaluation::auditSample(near, {Label::Defective, 2}).next, (std::vector<std::size_t> {1, 0}));
}

void TestAuditSample::whatIsKnownBesidesBoundsTheWhole()
{
    const std::string digits = "0123456789abcdef";
    std::vector<std::string> images;
    for (const char digit : digits)
        images.push_back(image(digit));
    std::vector<AuditPart> parts;
    for (const std::string& one : images)
        parts.push_back({one, Label::None});
    QCOMPARE(evaluation::auditSample(parts, {Label::Defective, 0}).all, (CountInterval {0, 16}));
    for (const std::size_t i : {5, 9, 12})
        parts[i].label = Label::Defective;  // chosen: nothing is drawn
    parts[15].label = Label::Good;
    const AuditSample chosen = evaluation::auditSample(parts, {Label::Defective, 0});
    QCOMPARE(chosen.found.of, std::size_t(0));
    QCOMPARE(chosen.all, (CountInterval {3, 15}));
    for (AuditPart& part : parts)
        part.label = part.label == Label::None ? Label::Good : part.label;
    QCOMPARE(evaluation::auditSample(parts, {Label::Defective, 0}).all, (CountInterval {3, 3}));
}

/// What is labelled behind a gap is wanting no more, and what is known there is taken for what it is.
void TestAuditSample::labelsThatAreWanting()
{
    std::vector<std::string> images;
    for (int i = 0; i < 200; ++i)
        images.push_back(QByteArray::number(1000 + i).toStdString() + std::string(60, '0'));
    std::vector<AuditPart> parts;
    for (const std::string& one : images)
        parts.push_back({one, Label::None});
    const auto wanting = [&parts] { return evaluation::auditSample(parts, {Label::Defective, 0, 0.02}).wanting; };
    const std::size_t needed = *evaluation::drawsToProve(4, 0, 200);
    QCOMPARE(wanting(), std::optional(needed));
    for (std::size_t i = 1; i < 31; ++i)
        parts[i].label = Label::Good;
    QCOMPARE(wanting(), std::optional(needed - 30));
    QCOMPARE(evaluation::auditSample(parts, {Label::Defective, 0, 0.02}).waiting, std::size_t(30));
    parts[40].label = Label::Defective;  // the draw will come to it
    QCOMPARE(wanting(), std::optional(*evaluation::drawsToProve(4, 1, 200) - 31));
    for (std::size_t i = 0; i < *evaluation::drawsToProve(4, 1, 200); ++i)
        if (i != 40)
            parts[i].label = Label::Good;
    QCOMPARE(wanting(), std::optional<std::size_t>(0));
    QVERIFY(!evaluation::auditSample(parts, {Label::Defective, 0, 0.02}).certain);  // by chance
    // chance or not: more than the goal are known
    for (std::size_t i = 190; i < 194; ++i)
        parts[i].label = Label::Defective;
    const AuditSample known = evaluation::auditSample(parts, {Label::Defective, 0, 0.02});
    QCOMPARE(known.wanting, std::nullopt);
    QCOMPARE(known.known, std::size_t(5));
    QVERIFY(known.all.low >= 5 && known.all.high >= known.all.low);
    // all but three are known not to be
    for (std::size_t i = 0; i < 200; ++i)
        parts[i].label = i < 3 ? Label::None : Label::Good;
    QCOMPARE(wanting(), std::optional<std::size_t>(0));
    QVERIFY(evaluation::auditSample(parts, {Label::Defective, 0, 0.02}).certain);
    QVERIFY(!evaluation::auditSample(parts, {Label::Defective, 0, 0.01}).certain);  // all three may be
}

/// Several samples of one order: each says what its parts alone would.
void TestAuditSample::partsOfAnOrderAreASample()
{
    const std::string a = image('a'), b = image('b'), c = image('c'), d = image('d');
    const std::vector<AuditPart> parts {{d, Label::None}, {b, Label::Good}, {a, Label::Defective}, {c, Label::None}, {b, Label::Good}, {{}, Label::None}};
    const std::vector<std::size_t> order = evaluation::drawingOrder(parts);
    QCOMPARE(order.size(), std::size_t(5));
    QVERIFY(std::ranges::is_sorted(order, {}, [&parts](std::size_t i) { return parts[i].image; }));
    QVERIFY(evaluation::auditSample(parts, order, {Label::Defective, 9, 0.5}) == evaluation::auditSample(parts, {Label::Defective, 9, 0.5}));
    const std::vector<std::size_t> some {2, 0};
    const AuditSample sample = evaluation::auditSample(parts, some, {Label::Defective, 9, 0.5});
    QCOMPARE(sample.of, std::size_t(2));
    QVERIFY((sample.found == evaluation::Share {1, 1}));
    QCOMPARE(sample.next, (std::vector<std::size_t> {0}));
}

/// A sample that says fewer than are known gives way.
void TestAuditSample::boundsNeverTurnInsideOut()
{
    std::vector<std::string> images;
    for (int i = 0; i < 1000; ++i)
        images.push_back(QByteArray::number(1000 + i).toStdString() + std::string(60, '0'));
    std::vector<AuditPart> parts;
    for (std::size_t i = 0; i < images.size(); ++i)
        parts.push_back({images[i], i < 300 ? Label::Good : i >= 900 ? Label::Defective : Label::None});
    QCOMPARE(evaluation::auditSample(parts, {Label::Defective}).all, (CountInterval {100, 100}));
    for (AuditPart& part : parts)
        part.label = part.label == Label::Good ? Label::Defective : part.label == Label::Defective ? Label::Good : part.label;
    QCOMPARE(evaluation::auditSample(parts, {Label::Defective}).all, (CountInterval {900, 900}));
}

void TestAuditSample::copiesAreOnePart()
{
    const std::string a = image('a'), b = image('b');
    const std::vector<AuditPart> parts {{b, Label::None}, {a, Label::Good}, {a, Label::Good}, {b, Label::None}};
    const AuditSample sample = evaluation::auditSample(parts, {Label::Good, 5});
    QCOMPARE(sample.of, std::size_t(2));
    QVERIFY((sample.found == evaluation::Share {1, 1}));
    QCOMPARE(sample.next, (std::vector<std::size_t> {0}));
}

/// Whoever labels what the list names comes to bounds that hold, however many of another kind were labelled for other reasons.
void TestAuditSample::samplesAreByChance()
{
    constexpr std::size_t of = 400, defective = 40;
    int outside = 0;
    quint64 state = 1;
    for (int trial = 0; trial < 200; ++trial) {
        std::vector<std::string> images(of);
        for (std::string& one : images) {
            one.resize(64);
            for (char& digit : one) {
                state = state * 6364136223846793005U + 1442695040888963407U;
                digit = "0123456789abcdef"[state >> 60];
            }
        }
        std::vector<AuditPart> parts;
        for (std::size_t i = 0; i < of; ++i)
            parts.push_back({images[i], i < 15 ? Label::Defective : Label::None});  // the conspicuous ones were labelled first
        for (const std::size_t i : evaluation::auditSample(parts, {Label::Defective, 60}).next)
            parts[i].label = i < defective ? Label::Defective : Label::Good;
        const AuditSample sample = evaluation::auditSample(parts, {Label::Defective, 0});
        QVERIFY(sample.found.of >= 60);
        outside += sample.all.low > defective || sample.all.high < defective;
    }
    QVERIFY2(outside <= 16, qPrintable(QString::number(outside)));  // 10 of 200 are to be expected at most
}

QTEST_APPLESS_MAIN(TestAuditSample)
#include "tst_audit_sample.moc"
