#include "gateway/settings/setting_value.hpp"

#include <charconv>
#include <type_traits>
#include <utility>

#include "gateway/settings/text.hpp"
#include "net/dns_name.hpp"
#include "net/http/url.hpp"

namespace gateway {

namespace {

// A parsed value, or the reason why the text is none. `Parsed<T>` keeps the readers below one expression each.
template <typename Value>
using Parsed = std::variant<Value, ValueRefusal>;

template <typename Value>
struct Of {};  // names the type to read

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string range(const Limits& limits) {
  return "from " + std::to_string(limits.least) + " to " + std::to_string(limits.most);
}

std::string allowed(Of<bool>, const Limits&) { return "yes or no"; }
std::string allowed(Of<std::string>, const Limits& limits) {
  return "text of " + range(limits).substr(5) + " characters";
}
std::string allowed(Of<std::uint32_t>, const Limits& limits) { return "a number " + range(limits); }
std::string allowed(Of<std::optional<std::uint32_t>>, const Limits& limits) {
  return "a number " + range(limits) + ", or nothing for the default";
}
std::string allowed(Of<std::chrono::seconds>, const Limits& limits) { return "seconds, " + range(limits); }
std::string allowed(Of<std::chrono::milliseconds>, const Limits& limits) {
  return "milliseconds, " + range(limits);
}
std::string allowed(Of<std::optional<net::MacAddress>>, const Limits&) {
  return "a station's whole MAC address such as 0004f21a2457, or nothing";
}
std::string allowed(Of<net::Ipv4Address>, const Limits&) { return "an IPv4 address such as 192.168.100.100"; }
std::string allowed(Of<std::optional<net::Ipv4Address>>, const Limits&) {
  return "an IPv4 address such as 192.168.100.1, or nothing";
}
std::string allowed(Of<net::Ipv4Network>, const Limits& limits) {
  return "an address with its prefix such as 192.168.100.1/24; prefixes " + range(limits);
}
std::string allowed(Of<std::optional<HostAddress>>, const Limits&) {
  return "an IPv4 address, with a port where it is not the usual one (193.164.253.250:8080), or nothing";
}
std::string allowed(Of<ObjectIdentifier>, const Limits&) { return "an object identifier such as 1.3.6.1.4.1.2078"; }
std::string allowed(Of<MacDigits>, const Limits&) {
  return "up to 12 hexadecimal digits such as 0004f2 or 00:04:f2:1a:24:57";
}
std::string allowed(Of<HttpPath>, const Limits& limits) {
  return "a path that begins with /, a URL such as http://193.164.253.250/path, or nothing; at most " +
         std::to_string(limits.most) + " characters";
}
std::string allowed(Of<HostName>, const Limits& limits) {
  return "a name such as provisioning.example.net: labels of letters, digits, '-' and '_'; or nothing; at most " +
         std::to_string(limits.most) + " characters";
}
std::string allowed(Of<PasswordHash>, const Limits& limits) {
  return "a password of " + range(limits).substr(5) +
         " characters, its hash ($pbkdf2-sha256$<iterations>$<salt>$<hash>), or nothing";
}
template <typename Choice>
requires std::is_enum_v<Choice> std::string allowed(Of<Choice>, const Limits&) {
  return join(choice_names(Choice{}), ", ");
}

template <typename Value>
ValueRefusal refusal(std::string_view text, const Limits& limits, std::string_view hint = {}) {
  auto problem =
      text.empty() ? std::string("a value is missing") : "'" + std::string(text) + "' is not a possible value";
  if (std::is_same_v<Value, PasswordHash>) problem = "what was given is not a possible password";
  const auto lead = hint.empty() ? std::string() : "did you mean '" + std::string(hint) + "'? ";
  return {problem, lead + "allowed: " + allowed(Of<Value>{}, limits)};
}

bool within(std::uint64_t value, const Limits& limits) { return value >= limits.least && value <= limits.most; }

// Control characters would break lines of the log and fields of the wire.
bool printable(std::string_view text) {
  return text.find_first_of(
             std::string_view("\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11"
                              "\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\x7f",
                              33)) == std::string_view::npos;
}

std::optional<bool> parse(Of<bool>, std::string_view text, const Limits&) {
  if (same_ignoring_case(text, "yes")) return true;
  if (same_ignoring_case(text, "no")) return false;
  return std::nullopt;
}

std::optional<std::string> parse(Of<std::string>, std::string_view text, const Limits& limits) {
  if (!within(text.size(), limits) || !printable(text)) return std::nullopt;
  return std::string(text);
}

std::optional<std::uint32_t> parse(Of<std::uint32_t>, std::string_view text, const Limits& limits) {
  const auto value = number(text);
  return value && within(*value, limits) ? value : std::nullopt;
}

// An optional inside an optional: text that was understood. Written out, because an empty one converts to an empty
// value, not to a refusal.
template <typename Value>
std::optional<std::optional<Value>> value_or_refusal(const std::optional<Value>& value) {
  if (!value) return std::nullopt;
  return std::optional<std::optional<Value>>(std::in_place, value);
}

std::optional<std::optional<std::uint32_t>> parse(Of<std::optional<std::uint32_t>>, std::string_view text,
                                                  const Limits& limits) {
  if (text.empty()) return std::optional<std::uint32_t>();
  const auto value = parse(Of<std::uint32_t>{}, text, limits);
  return value_or_refusal(value);
}

std::optional<std::chrono::seconds> parse(Of<std::chrono::seconds>, std::string_view text, const Limits& limits) {
  const auto value = parse(Of<std::uint32_t>{}, text, limits);
  return value ? std::optional(std::chrono::seconds(*value)) : std::nullopt;
}

std::optional<std::chrono::milliseconds> parse(Of<std::chrono::milliseconds>, std::string_view text,
                                               const Limits& limits) {
  const auto value = parse(Of<std::uint32_t>{}, text, limits);
  return value ? std::optional(std::chrono::milliseconds(*value)) : std::nullopt;
}

std::optional<std::optional<net::MacAddress>> parse(Of<std::optional<net::MacAddress>>, std::string_view text,
                                                    const Limits&) {
  if (text.empty()) return std::optional<net::MacAddress>();
  const auto mac = net::MacAddress::parse(text);
  return value_or_refusal(mac && !mac->is_multicast() && mac->number() != 0 ? mac : std::nullopt);
}

std::optional<net::Ipv4Address> parse(Of<net::Ipv4Address>, std::string_view text, const Limits&) {
  return net::Ipv4Address::parse(text);
}

std::optional<std::optional<net::Ipv4Address>> parse(Of<std::optional<net::Ipv4Address>>, std::string_view text,
                                                     const Limits&) {
  if (text.empty()) return std::optional<net::Ipv4Address>();
  const auto value = net::Ipv4Address::parse(text);
  return value_or_refusal(value);
}

std::optional<net::Ipv4Network> parse(Of<net::Ipv4Network>, std::string_view text, const Limits& limits) {
  const auto value = net::Ipv4Network::parse(text);
  return value && within(static_cast<std::uint64_t>(value->prefix_length), limits) ? value : std::nullopt;
}

std::optional<std::optional<HostAddress>> parse(Of<std::optional<HostAddress>>, std::string_view text,
                                                const Limits&) {
  if (text.empty()) return std::optional<HostAddress>();
  const auto colon = text.find(':');
  const auto address = net::Ipv4Address::parse(text.substr(0, colon));
  if (!address) return std::nullopt;
  if (colon == std::string_view::npos) return std::optional(HostAddress{*address});
  const auto port = number(text.substr(colon + 1)).value_or(0);
  if (port == 0 || port > 65535) return std::nullopt;
  return std::optional(HostAddress{*address, static_cast<std::uint16_t>(port)});
}

std::optional<ObjectIdentifier> parse(Of<ObjectIdentifier>, std::string_view text, const Limits&) {
  return ObjectIdentifier::parse(text);
}

std::optional<MacDigits> parse(Of<MacDigits>, std::string_view text, const Limits&) {
  std::string digits;
  for (const char letter : lower(text)) {
    const bool hex = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
    const bool between = (letter == ':' || letter == '-' || letter == '.') && !digits.empty();
    if (!hex && !between) return std::nullopt;
    if (hex) digits += letter;
  }
  return digits.size() <= 12 ? std::optional(MacDigits{digits}) : std::nullopt;
}

std::optional<HttpPath> parse(Of<HttpPath>, std::string_view text, const Limits& limits) {
  if (!within(text.size(), limits) || !printable(text) || text.find(' ') != std::string_view::npos)
    return std::nullopt;
  if (!text.empty() && text.front() != '/') {
    const auto url = net::parse_url(text);
    if (!url || (url->scheme != "http" && url->scheme != "https") || url->port == 0 ||
        !net::Ipv4Address::parse(url->host))
      return std::nullopt;
  }
  return HttpPath{std::string(text)};
}

std::optional<HostName> parse(Of<HostName>, std::string_view text, const Limits& limits) {
  const bool name =
      !text.empty() && text.back() != '.' && net::DnsName::parse(text) && !net::Ipv4Address::parse(text);
  return text.empty() || (name && within(text.size(), limits)) ? std::optional(HostName{std::string(text)})
                                                               : std::nullopt;
}

std::optional<PasswordHash> parse(Of<PasswordHash>, std::string_view text, const Limits& limits) {
  if (text.empty()) return PasswordHash();
  if (PasswordHash::looks_like_one(text)) return PasswordHash::parse(text);
  if (!within(text.size(), limits) || !printable(text)) return std::nullopt;
  return PasswordHash::of(text);
}

template <typename Choice>
requires std::is_enum_v<Choice> std::optional<Choice> parse(Of<Choice>, std::string_view text, const Limits&) {
  const auto names = choice_names(Choice{});
  for (std::size_t i = 0; i < names.size(); ++i)
    if (same_ignoring_case(names[i], text)) return static_cast<Choice>(i);
  return std::nullopt;
}

std::string print(bool value) { return value ? "yes" : "no"; }
std::string print(const std::string& value) { return value; }
std::string print(std::uint32_t value) { return std::to_string(value); }
std::string print(std::chrono::seconds value) { return std::to_string(value.count()); }
std::string print(std::chrono::milliseconds value) { return std::to_string(value.count()); }
std::string print(net::MacAddress value) { return config_stem(value); }
std::string print(net::Ipv4Address value) { return to_string(value); }
std::string print(const net::Ipv4Network& value) { return to_string(value); }
std::string print(const HostAddress& value) {
  return to_string(value.address) + (value.port ? ':' + std::to_string(*value.port) : std::string());
}
std::string print(const ObjectIdentifier& value) { return to_string(value); }
std::string print(const MacDigits& value) { return value.digits; }
std::string print(const HttpPath& value) { return value.text; }
std::string print(const HostName& value) { return value.text; }
std::string print(const PasswordHash& value) { return value.text(); }
template <typename Value>
std::string print(const std::optional<Value>& value) {
  return value ? print(*value) : std::string();
}
template <typename Choice>
requires std::is_enum_v<Choice> std::string print(Choice value) { return std::string(name(value)); }

}  // namespace

std::optional<ValueRefusal> write(const Cell& cell, const Limits& limits, std::string_view text) {
  return std::visit(
      [&]<typename Value>(Value* field) -> std::optional<ValueRefusal> {
        if (auto value = parse(Of<Value>{}, text, limits)) {
          *field = std::move(*value);
          return std::nullopt;
        }
        std::optional<std::string_view> hint;
        if constexpr (std::is_enum_v<Value>) hint = nearest(text, choice_names(Value{}));
        return refusal<Value>(text, limits, hint.value_or(""));
      },
      cell);
}

std::string read(const Cell& cell) {
  return std::visit([](const auto* field) { return print(*field); }, cell);
}

std::string allowed_values(const Cell& cell, const Limits& limits) {
  return std::visit([&]<typename Value>(Value*) { return allowed(Of<Value>{}, limits); }, cell);
}

}  // namespace gateway
