#include "scenarios/phone_book.hpp"

#include <algorithm>

namespace scenarios {
namespace {

// The MAC that a record of the wire or of a mock carries; nullopt when its kind has none.
std::optional<net::MacAddress> mac_of(const net::Record& record) {
  const auto fields = net::schema(record.kind).fields;
  const bool has_mac =
      std::any_of(fields.begin(), fields.end(), [](const auto& field) { return field.name == "mac"; });
  return has_mac ? net::MacAddress::parse(record.text("mac")) : std::nullopt;
}

}  // namespace

PhoneBook::PhoneBook(std::span<const Phone> phones) : phones_(phones) {
  for (std::size_t i = 0; i < phones.size(); ++i) {
    by_name_.emplace(phones[i].name, i);
    if (phones[i].group != phones[i].name) by_group_[phones[i].group].push_back(i);
    by_mac_.emplace(phones[i].mac.number(), i);
  }
}

std::vector<std::size_t> PhoneBook::members(std::string_view name) const {
  if (const auto one = by_name_.find(name); one != by_name_.end()) return {one->second};
  const auto group = by_group_.find(name);
  return group != by_group_.end() ? group->second : std::vector<std::size_t>();
}

bool PhoneBook::knows(std::string_view name) const { return by_name_.contains(name) || by_group_.contains(name); }

std::optional<std::size_t> PhoneBook::subject(const net::Record& record) const {
  if (net::schema(record.kind).source == net::Source::handset) {
    const auto found = by_name_.find(record.actor);
    return found != by_name_.end() ? std::optional(found->second) : std::nullopt;
  }
  const auto mac = mac_of(record);
  if (!mac) return std::nullopt;
  const auto found = by_mac_.find(mac->number());
  return found != by_mac_.end() ? std::optional(found->second) : std::nullopt;
}

}  // namespace scenarios
