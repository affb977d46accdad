#pragma once

#include "../unit/scripted_source.h"
#include "app/workbench/device_picker.h"
#include "app/workbench/source_form.h"

#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

/// The form of a source as a person uses it; cameras and sources are made up.
namespace source_form_tools {

using namespace app;
using namespace inference::sources;
using Kind = SourceChoice::Kind;

inline std::vector<V4l2Device> twoWebcams()
{
    return {{"/dev/video0", "Webcam", "usb-1", {{"YUYV", {640, 480}, {30, 15}}, {"YUYV", {1280, 720}, {10}}, {"MJPG", {1920, 1080}, {60, 30}}}},
        {"/dev/video2", "Other", "usb-2", {{"GREY", {800, 600}, {25}}}}};
}

inline std::vector<GenicamDevice> oneBasler()
{
    return {{"Basler-1", "Basler", "acA1920-40gm", "21876543", "192.168.1.20", "GigEVision"}, {"Fake_1", "Aravis", "Fake", "1", "", "Fake"}};
}

/// A camera of this form and these settings.
struct Camera : scripted::ScriptedSource {
    explicit Camera(const std::shared_ptr<scripted::Script>& script)
        : ScriptedSource(script)
    {
    }
    std::vector<Setting> settings() override
    {
        return {{"exposure", "µs", 5000, 10, 1'000'000}, {"fps", "1/s", 29.97, 1, 41.6}, {"packet_size", "bytes", 1500, 576, 9000}};
    }
};

/// The form in a window of its own, over two webcams and an industrial camera, and its fields by the names they have for a person.
struct Ready {
    std::vector<V4l2Device> v4l2 = twoWebcams();
    std::vector<GenicamDevice> genicam = oneBasler();
    std::shared_ptr<scripted::Script> script = std::make_shared<scripted::Script>();
    SourceMaker make = [this](const SourceChoice&) { return std::make_unique<Camera>(script); };
    bool aravis = true;
    int searches = 0;
    std::unique_ptr<SourceForm> form;
    std::unique_ptr<QSignalSpy> changed;

    void show(const SourceChoice& choice = {})
    {
        const auto pick = [](QWidget*, const QString&, const QString&, const QString&) { return QStringLiteral("/picked"); };
        SourceFormOutside outside;
        outside.lists = {[this] {
                             ++searches;
                             return v4l2;
                         },
            [this] { return genicam; }};
        outside.make = make;
        outside.hasAravis = aravis;
        form = std::make_unique<SourceForm>(pick, pick, outside);
        form->setChoice(choice);
        changed = std::make_unique<QSignalSpy>(form.get(), &SourceForm::changed);
        QSignalSpy ended(form->findChild<DeviceFinder*>(), &DeviceFinder::ended);
        form->resize(318, 900);
        form->show();
        if (!ended.wait(10'000))
            qFatal("the search for cameras does not end");
    }
    /// The shown field that screen readers call so.
    template <typename Field>
    Field* field(const char* name)
    {
        for (Field* const one : form->findChildren<Field*>())
            if (one->isVisible() && one->accessibleName() == QString::fromUtf8(name))
                return one;
        qFatal("no field %s", name);
    }
    QPushButton* button(const char* text)
    {
        for (QPushButton* const one : form->findChildren<QPushButton*>())
            if (one->isVisible() && one->text().remove('&') == QString::fromUtf8(text))
                return one;
        return nullptr;
    }
    void choose(const char* name, int index)
    {
        auto* const box = field<QComboBox>(name);
        box->setCurrentIndex(index);
        emit box->activated(index);
    }
};

inline SourceChoice everything(Kind kind)
{
    SourceChoice choice;
    choice.kind = kind;
    choice.v4l2 = {"/dev/video0", "Webcam", "YUYV", {640, 480}, 15, 5000, 3};
    choice.stream = {"rtsp://me:pw@host/stream", 2500, 900};
    choice.video = {"/data/a.mp4", true, SourceChoice::Pace::EveryPicture};
    choice.folder = {"/data/in", true, 750};
    choice.genicam = {"Basler-1", "acA1920-40gm 21876543", "Mono12", 1234, 6, 20, 8996, SourceChoice::Trigger::Hardware, "Line3"};
    return choice;
}

}  // namespace source_form_tools
