// What other threads ask of a Grabber, and how it hears of it.
#include "sources/grabber.h"

namespace inference::sources {

GrabberCounts Grabber::counts() const
{
    const std::lock_guard lock(m_mutex);
    GrabberCounts counts = m_counts;
    counts.replaced = m_frames.replaced();
    counts.framesPerSecond = m_rate.at(Clock::now());
    return counts;
}

void Grabber::pause()
{
    {
        const std::lock_guard lock(m_mutex);
        m_paused = true;
        m_steps = 0;
    }
    interrupt();
}

void Grabber::resume()
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_live && m_paused)
            m_frames.clear();
        m_paused = false;
        m_steps = 0;
    }
    interrupt();
}

void Grabber::step()
{
    {
        const std::lock_guard lock(m_mutex);
        m_steps += m_paused;
    }
    interrupt();
}

std::future<void> Grabber::ask(std::function<void(Source&)> what)
{
    Question question {std::move(what), {}};
    std::future<void> answer = question.answer.get_future();
    {
        const std::lock_guard lock(m_mutex);
        m_questions.push_back(std::move(question));
    }
    interrupt();
    bool ended = false;
    {
        const std::lock_guard lock(m_mutex);
        ended = m_ended;
    }
    if (ended)
        refuseQuestions(true);
    return answer;
}

std::future<void> Grabber::seek(double seconds)
{
    return ask([this, seconds](Source& source) { seekNow(source, seconds); });
}

void Grabber::seekNow(Source& source, double seconds)
{
    auto* seekable = dynamic_cast<Seekable*>(&source);
    if (!seekable)
        throw Error(ErrorCode::SourceUnsupported, {source.facts().name, "seek"});
    seekable->seek(seconds);
    m_position = seconds;
    m_pending.reset();
    m_frames.clear();
    m_saidOver = false;
}

/// Between two reads. What is asked of a lost source loses it here too.
void Grabber::answerQuestions()
{
    std::deque<Question> questions;
    {
        const std::lock_guard lock(m_mutex);
        questions.swap(m_questions);
    }
    if (questions.empty())
        return;
    std::exception_ptr lost;
    for (Question& question : questions) {
        try {
            question.what(*m_source);
            question.answer.set_value();
        } catch (const Error& error) {
            if (error.code() == ErrorCode::SourceLost)
                lost = std::current_exception();
            question.answer.set_exception(std::current_exception());
        } catch (...) {
            question.answer.set_exception(std::current_exception());
        }
    }
    if (lost)
        std::rethrow_exception(lost);
    m_facts = m_source->facts();
}

void Grabber::refuseQuestions(bool forGood)
{
    std::deque<Question> questions;
    {
        const std::lock_guard lock(m_mutex);
        m_ended = m_ended || forGood;
        questions.swap(m_questions);
    }
    for (Question& question : questions)
        question.answer.set_exception(
            std::make_exception_ptr(Error(ErrorCode::SourceLost, {m_facts.name, "not-open"})));
}

/// A token for one call that waits: it is asked to stop by interrupt(), and has been already where something is to be done.
std::stop_token Grabber::interruption(const std::stop_token& stop)
{
    std::stop_source fresh;
    {
        const std::lock_guard lock(m_mutex);
        m_interruption = fresh;
        if (m_questions.empty() && !stop.stop_requested())
            return fresh.get_token();
    }
    fresh.request_stop();
    return fresh.get_token();
}

void Grabber::interrupt()
{
    std::stop_source present;
    {
        const std::lock_guard lock(m_mutex);
        present = m_interruption;
    }
    m_changed.notify_all();
    present.request_stop();  // not under the lock: it runs callbacks
}

bool Grabber::mayHandOut() const
{
    const std::lock_guard lock(m_mutex);
    return !m_paused || m_steps > 0;
}

void Grabber::countStep()
{
    const std::lock_guard lock(m_mutex);
    m_steps -= m_paused && m_steps > 0;
}

}  // namespace inference::sources
