#pragma once

#include <QtGlobal>

#include <iterator>
#include <list>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace app {

/// Values by key whose bytes together never pass a bound; the one unused for longest goes first. Not thread-safe.
template <typename Key, typename Value>
class ByteBoundedCache {
public:
    explicit ByteBoundedCache(qint64 bound)
        : m_bound(bound)
    {
    }

    qint64 bound() const { return m_bound; }
    qint64 bytes() const { return m_bytes; }
    std::size_t count() const { return m_places.size(); }

    /// Counts as a use.
    std::optional<Value> find(const Key& key)
    {
        const auto place = m_places.find(key);
        if (place == m_places.end())
            return std::nullopt;
        m_entries.splice(m_entries.begin(), m_entries, place->second);
        return place->second->value;
    }

    /// Replaces an older value of the key. A value above the bound is not kept (and the older one goes all the same).
    /// Returns what went, so that the caller can free it outside of its lock.
    std::vector<Value> insert(const Key& key, Value value, qint64 bytes)
    {
        std::vector<Value> gone;
        if (auto older = take(key))
            gone.push_back(std::move(*older));
        if (bytes > m_bound) {
            gone.push_back(std::move(value));
            return gone;
        }
        while (m_bytes > m_bound - bytes)
            gone.push_back(remove(std::prev(m_entries.end())));
        m_entries.push_front({key, std::move(value), bytes});
        m_places.emplace(key, m_entries.begin());
        m_bytes += bytes;
        return gone;
    }

    std::optional<Value> take(const Key& key)
    {
        const auto place = m_places.find(key);
        if (place == m_places.end())
            return std::nullopt;
        return remove(place->second);
    }

private:
    struct Entry {
        Key key;
        Value value;
        qint64 bytes = 0;
    };
    using Place = typename std::list<Entry>::iterator;

    Value remove(Place place)
    {
        Value value = std::move(place->value);
        m_bytes -= place->bytes;
        m_places.erase(place->key);
        m_entries.erase(place);
        return value;
    }

    const qint64 m_bound;
    qint64 m_bytes = 0;
    std::list<Entry> m_entries;  ///< used last first
    std::unordered_map<Key, Place> m_places;
};

}  // namespace app
