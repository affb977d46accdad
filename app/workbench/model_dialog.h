#pragma once

#include "app/workbench/file_field.h"
#include "app/workbench/model_library.h"
#include "model/device.h"

#include <QDialog>

#include <thread>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QListView;
class QProgressBar;
class QPushButton;

namespace app {

class ModelDetails;
class ModelListModel;
class ResultLine;

/// What the dialog asks the person; replaced by tests.
struct ModelQuestions {
    PickFile pickFile = pickFileFromDesktop;
    /// Whether a model may be deleted. Empty: ask with a message box.
    std::function<bool(QWidget* parent, const ModelEntry& entry)> mayRemove = {};
};

/// Choose, import and remove models, and say what they run on. Loads nothing itself: it says which model is wanted and
/// shows how its owner gets on with that. May be closed at any time; that stops no load. GUI thread; the library is read
/// on a thread of its own.
class ModelDialog : public QDialog {
    Q_OBJECT

public:
    explicit ModelDialog(ModelLibrary library, ModelQuestions questions = {}, QWidget* parent = nullptr);
    ~ModelDialog() override;

    /// What LibTorch found; offers its CUDA cards.
    void setMachine(const inference::model::Machine& machine);

    /// The model that is loaded and in use: gets the badge, and device and precision show what it was asked to run on. One
    /// that lies outside the library is listed too. Ends what setLoading() and setLoadFailed() show.
    void setCurrent(const inference::pipeline::ModelBundle& bundle);

    /// A load is under way: 0..1 and what is being done; below 0: busy without a number.
    void setLoading(double fraction, const QString& text);
    /// The load came to nothing, and why: a sentence. What was in use before still is.
    void setLoadFailed(const QString& sentence);
    /// A load was given up; nothing is shown of it any more.
    void setIdle();

    /// Reads the library anew and then selects `select`, or keeps the selection. Ends in listed().
    void refresh(const std::optional<inference::pipeline::ModelBundle>& select = {});

public slots:
    void importModel();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

signals:
    /// The person wants this model; `options.device`, `options.precision` and `options.imageSize` say how.
    void modelChosen(const inference::pipeline::ModelBundle& bundle);
    void listed();

private:
    QWidget* makeList();
    QWidget* makeListButtons();
    void makeStatus();
    QWidget* makeRunsOn();
    void fillInputSizes();
    void makeButtons();
    void retranslate();
    void keepTextsWhole();
    void showEntries(const QList<ModelEntry>& entries, const std::optional<inference::pipeline::ModelBundle>& select);
    void showSelected();
    void fillDevices();
    void useSelected();
    void removeSelected();
    bool askRemoval(const ModelEntry& entry);
    int selectedRow() const;

    ModelLibrary m_library;
    ModelQuestions m_questions;
    std::optional<inference::pipeline::ModelBundle> m_current;
    std::vector<std::string> m_cards;  ///< CUDA, by index
    QString m_wantedDevice;            ///< kept while the card is not known yet
    bool m_listed = false;
    quint64 m_reading = 0;
    std::jthread m_reader;

    ModelListModel* m_models;
    QListView* m_list = nullptr;
    QAction* m_removeAction = nullptr;
    QLabel* m_caption = nullptr;
    QLabel* m_deviceLabel = nullptr;
    QLabel* m_precisionLabel = nullptr;
    QPushButton* m_import = nullptr;
    ModelDetails* m_details = nullptr;
    QProgressBar* m_progress = nullptr;
    ResultLine* m_status = nullptr;
    QComboBox* m_device = nullptr;
    QComboBox* m_precision = nullptr;
    QLabel* m_inputSizeLabel = nullptr;
    QComboBox* m_inputSize = nullptr;
    QLabel* m_sizeNote = nullptr;  ///< what a smaller input costs; hidden for the model's own
    QDialogButtonBox* m_buttons = nullptr;
    QPushButton* m_remove = nullptr;
    QPushButton* m_use = nullptr;
};

}  // namespace app
