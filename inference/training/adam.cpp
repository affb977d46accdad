#include "training/adam_p.h"

#include <cmath>
#include <utility>

namespace inference::training {

void Adam::step(Parameters& parameters, double factor)
{
    const c10::NoGradGuard noGradients;
    ++m_steps;
    Group matrices, vectors, temperatures;
    for (auto& [name, value] : parameters.all()) {
        const Tensor gradient = value.grad();
        if (!value.requires_grad() || !gradient.defined())
            continue;
        Moments& moments = m_moments[name];
        if (!moments.first.defined())
            moments = {at::zeros_like(value), at::zeros_like(value)};
        Group& group = isTemperature(name) ? temperatures : value.dim() > 1 ? matrices : vectors;
        group.values.push_back(value);
        group.gradients.push_back(gradient);
        group.firsts.push_back(moments.first);
        group.seconds.push_back(moments.second);
        value.mutable_grad().reset();
    }
    step(matrices, factor * m_rates.rate, m_rates.decay);
    step(vectors, factor * m_rates.rate, 0);
    step(temperatures, factor * m_rates.temperatures, 0);
}

void Adam::step(const Group& group, double rate, double decay) const
{
    if (group.values.empty())
        return;
    constexpr double epsilon = 1e-8;
    const double first = 1 - std::pow(m_rates.beta1, double(m_steps)), second = 1 - std::pow(m_rates.beta2, double(m_steps));
    at::_foreach_mul_(group.firsts, m_rates.beta1);
    at::_foreach_add_(group.firsts, group.gradients, 1 - m_rates.beta1);
    at::_foreach_mul_(group.seconds, m_rates.beta2);
    at::_foreach_addcmul_(group.seconds, group.gradients, group.gradients, 1 - m_rates.beta2);
    if (decay > 0)
        at::_foreach_mul_(group.values, 1 - rate * decay);
    const std::vector<Tensor> divisors = at::_foreach_sqrt(group.seconds);
    at::_foreach_div_(divisors, std::sqrt(second));
    at::_foreach_add_(divisors, epsilon);
    at::_foreach_addcdiv_(group.values, group.firsts, divisors, -rate / first);
}

void Adam::restore(std::int64_t steps, std::map<std::string, Moments> moments)
{
    m_steps = steps;
    m_moments = std::move(moments);
}

}  // namespace inference::training
