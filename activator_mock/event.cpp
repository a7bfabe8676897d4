#include "activator_mock/event.hpp"

#include <charconv>

#include "net/http/url.hpp"

namespace activator {
namespace {

constexpr std::size_t longest_value = 2048;  // octets; option 66 and the text are the long ones

std::optional<int> subclass(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0 || value > 65535) return std::nullopt;
  return value;
}

bool is_number(std::string_view text) {
  return text.size() <= 64 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// The form's text fields, each by its own name.
struct TextField {
  std::string_view name;
  std::string Event::*value;
  bool required;
};

constexpr TextField text_fields[] = {
    {"id", &Event::id, true},
    {"serial", &Event::serial, false},
    {"time", &Event::time, false},
    {"class", &Event::event_class, true},
    {"severity", &Event::severity, false},
    {"text", &Event::text, false},
    {"name", &Event::name, false},
    {"rand", &Event::rand, false},
    {"option66", &Event::option66, false},
};

}  // namespace

ReadEvent read_event(std::string_view form) {
  const auto fields = net::form_decode(form);
  const auto value = [&](std::string_view name) -> std::string_view {
    for (const auto& [key, text] : fields) {
      if (key == name) return text;
    }
    return {};
  };
  ReadEvent read;
  const auto wrong = [&](std::string_view field, std::string_view reason) {
    read.mistakes.push_back(std::string(field) + ": " + std::string(reason));
  };
  for (const auto& field : text_fields) {
    const auto text = value(field.name);
    if (text.empty() && field.required) wrong(field.name, "is missing");
    if (text.size() > longest_value) wrong(field.name, "is too long");
    read.event.*field.value = text.substr(0, longest_value);
  }
  read.event.subclass = subclass(value("subclass"));
  if (!read.event.subclass) wrong("subclass", "must be a number of 0 to 65535");
  read.event.mac = net::MacAddress::parse(value("mac"));
  if (!read.event.mac && !value("mac").empty()) wrong("mac", "must be a MAC address");
  read.event.ip = net::Ipv4Address::parse(value("ip"));
  if (!read.event.ip && !value("ip").empty()) wrong("ip", "must be an IPv4 address");
  if (!is_number(read.event.rand)) wrong("rand", "must be a decimal number of at most 64 digits");
  return read;
}

bool asks_for_files(const Event& event) {
  return event.event_class == "DHCP" && event.subclass == 67 && event.mac && !event.rand.empty();
}

}  // namespace activator
