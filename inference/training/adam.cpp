#include "training/adam_p.h"

#include <cmath>
#include <utility>

namespace inference::training {

void Adam::step(Parameters& parameters, double factor)
{
    const at::NoGradGuard noGradients;
    constexpr double epsilon = 1e-8;
    ++m_steps;
    const double first = 1 - std::pow(m_rates.beta1, double(m_steps)), second = 1 - std::pow(m_rates.beta2, double(m_steps));
    for (auto& [name, value] : parameters.all()) {
        Tensor gradient = value.grad();
        if (!value.requires_grad() || !gradient.defined())
            continue;
        Moments& moments = m_moments[name];
        if (!moments.first.defined())
            moments = {at::zeros_like(value), at::zeros_like(value)};
        moments.first.mul_(m_rates.beta1).add_(gradient, 1 - m_rates.beta1);
        moments.second.mul_(m_rates.beta2).addcmul_(gradient, gradient, 1 - m_rates.beta2);
        const double rate = factor * (isTemperature(name) ? m_rates.temperatures : m_rates.rate);
        if (m_rates.decay > 0 && value.dim() > 1)
            value.mul_(1 - rate * m_rates.decay);
        const Tensor divisor = (moments.second.sqrt() / std::sqrt(second)).add_(epsilon);
        value.addcdiv_(moments.first, divisor, -rate / first);
        value.mutable_grad().reset();
    }
}

void Adam::restore(std::int64_t steps, std::map<std::string, Moments> moments)
{
    m_steps = steps;
    m_moments = std::move(moments);
}

}  // namespace inference::training
