#include "gateway/settings/behaviour/bench.hpp"

#include "gateway/settings/profile.hpp"

namespace gateway {

namespace {

const net::MacAddress gateway_mac = *net::MacAddress::parse("020000000001");
const std::string token(64, 'a');

}  // namespace

// Keeps what is sent; the bench hands over what arrives.
class Bench::Cable : public net::Wire {
 public:
  explicit Cable(std::vector<net::Bytes>& sent) : sent_(sent) {}
  void send(net::BytesView frame) override { sent_.emplace_back(frame.begin(), frame.end()); }
  void on_frame(Receiver receiver) override { arrive = std::move(receiver); }
  Receiver arrive;

 private:
  std::vector<net::Bytes>& sent_;
};

class Bench::Ports : public net::Datagrams {
 public:
  Ports(std::vector<Sent>& sent, std::map<std::uint16_t, Handler>& bound) : sent_(sent), bound_(bound) {}
  void bind(std::uint16_t port, Handler handler) override { bound_[port] = std::move(handler); }
  void unbind(std::uint16_t port) override { bound_.erase(port); }
  void send(std::uint16_t from, net::Endpoint to, net::BytesView payload) override {
    sent_.push_back({from, to, {payload.begin(), payload.end()}});
  }

 private:
  std::vector<Sent>& sent_;
  std::map<std::uint16_t, Handler>& bound_;
};

class Bench::Servers : public net::HttpClient {
 public:
  explicit Servers(Bench& bench) : bench_(bench) {}
  void request(net::HttpRequest request, net::Endpoint server, const net::HttpLimits& limits, Done done) override {
    bench_.requests.push_back({bench_.loop.now(), std::move(request), server, limits});
    net::HttpResult result{net::HttpOutcome::complete, net::HttpResponse{}};
    if (!bench_.prepared.empty()) {
      result = bench_.prepared.front();
      bench_.prepared.pop_front();
    }
    answers_.push_back(bench_.loop.after(20ms, [done = std::move(done), result] { done(result); }));
  }

 private:
  Bench& bench_;
  std::vector<net::Timer> answers_;
};

Bench::Bench(std::string_view name)
    : cable_(std::make_unique<Cable>(frames)),
      lan_(std::make_unique<Ports>(lan_sent, lan_ports)),
      wan_(std::make_unique<Ports>(wan_sent, wan_ports)),
      servers_(std::make_unique<Servers>(*this)) {
  gateway_ = std::make_unique<Gateway>(
      profile(name).value(),
      Surroundings{.loop = loop,
                   .lan = *cable_,
                   .lan_mac = gateway_mac,
                   .lan_datagrams = *lan_,
                   .wan_datagrams = *wan_,
                   .http = *servers_,
                   .neighbours = neighbours_,
                   .store = store_,
                   .log = [this](std::string_view line) { log.emplace_back(line); },
                   .random_digits = [this](std::size_t width) { return chance_.digits(width); },
                   .started = std::chrono::sys_seconds(1209643200s),
                   .listen =
                       [this](net::Endpoint at, std::vector<net::HttpRoute> routes) {
                         pages_at = at;
                         routes_ = std::move(routes);
                         return std::make_unique<web::Listener>();
                       },
                   .random_token = [] { return token; },
                   .save_config =
                       [this](std::string_view text) {
                         saved = text;
                         return std::string("smg.conf");
                       },
                   .keep_download =
                       [this](std::string_view file, net::BytesView content) {
                         downloads[std::string(file)] = net::as_text(content);
                         return "/downloads/" + std::string(file);
                       }});
  passes(0s);
}

Bench::~Bench() = default;

std::string Bench::types(std::string_view line) {
  auto answer = gateway_->command(line);
  EXPECT_FALSE(answer.starts_with("error: ")) << line << "\n" << answer;
  passes(0s);
  return answer;
}

void Bench::types(std::string_view line, const std::function<void(std::string)>& answer) {
  gateway_->command(line, answer);
  passes(0s);
}

std::uint64_t Bench::counts(std::string_view label) {
  const auto all = "\n" + shows("counters") + "\n";
  const auto at = all.find("\n" + std::string(label) + ": ");
  EXPECT_NE(at, std::string::npos) << label;
  return at == std::string::npos ? 0 : std::stoull(all.substr(at + label.size() + 3));
}

void Bench::passes(net::Duration time) {
  loop.run_until([] { return false; }, loop.now() + time);
}

net::DhcpMessage Bench::message(net::MacAddress from, net::DhcpType type, std::uint32_t xid) {
  net::DhcpMessage message(from);
  message.xid = xid;
  message.add(type).add(net::dhcp_option::parameter_request_list, {1, 3, 6, 12, 15, 42, 66});
  return message;
}

std::optional<net::DhcpMessage> Bench::says(const net::DhcpMessage& message, std::uint8_t dscp) {
  net::Ipv4Packet packet{message.ciaddr,
                         net::Ipv4Address::broadcast(),
                         64,
                         0,
                         true,
                         net::UdpDatagram{68, net::dhcp_server_port, net::encode(message)}};
  auto frame = net::encode(net::Frame{net::MacAddress::broadcast(), message.chaddr, std::move(packet)});
  // The header's second octet is 0 as encoded; the checksum is one's complement (RFC 1071), so it may be amended.
  const auto service = static_cast<std::uint32_t>(dscp) << 2U;
  const auto checksum = static_cast<std::uint32_t>(frame[24] << 8 | frame[25]) + 0xffffU - service;
  const auto folded = checksum > 0xffff ? (checksum & 0xffff) + 1 : checksum;
  frame[15] = static_cast<std::uint8_t>(service);
  frame[24] = static_cast<std::uint8_t>(folded >> 8U);
  frame[25] = static_cast<std::uint8_t>(folded);
  frames.clear();
  cable_->arrive(frame);
  passes(0s);
  return heard();
}

std::optional<net::DhcpMessage> Bench::heard() {
  for (auto sent = frames.rbegin(); sent != frames.rend(); ++sent) {
    const auto frame = std::get<net::Frame>(net::decode_frame(*sent));
    const auto* packet = std::get_if<net::Ipv4Packet>(&frame.payload);
    if (packet == nullptr) continue;
    return std::get<net::DhcpMessage>(net::decode_dhcp(std::get<net::UdpDatagram>(packet->payload).payload));
  }
  return std::nullopt;
}

std::optional<net::DhcpMessage> Bench::discovers(net::MacAddress from, std::uint32_t xid) {
  return says(message(from, net::DhcpType::discover, xid));
}

std::optional<net::DhcpMessage> Bench::boots(net::MacAddress from, std::uint32_t xid) {
  const auto offer = discovers(from, xid);
  if (!offer) return std::nullopt;
  return says(message(from, net::DhcpType::request, xid)
                  .add_address(net::dhcp_option::server_identifier, *offer->server())
                  .add_address(net::dhcp_option::requested_address, offer->yiaddr));
}

std::string Bench::option66(net::MacAddress from, std::uint32_t xid) {
  const auto ack = boots(from, xid);
  return ack ? ack->text_option(net::dhcp_option::tftp_server_name).value_or("none") : "no ACK";
}

void Bench::activator_is_dead(int tries) {
  for (int i = 0; i < tries; ++i) prepared.push_back({net::HttpOutcome::refused, std::nullopt});
}

std::string Bench::alert_of(net::MacAddress from, std::string_view field, std::uint32_t xid) {
  const auto before = requests.size();
  boots(from, xid);
  passes(1s);
  for (auto i = before; i < requests.size(); ++i)
    if (net::form_value(requests[i].request.body, "subclass") == "67")
      return net::form_value(requests[i].request.body, field).value_or("no such field");
  return "no alert";
}

std::size_t Bench::alerts_of(net::MacAddress from, std::uint32_t xid) {
  const auto before = requests.size();
  boots(from, xid);
  passes(1s);
  return requests.size() - before;
}

std::string Bench::fetches(std::string_view name) {
  types("hdl " + std::string(name));
  passes(1s);
  return requests.empty() ? "nothing" : to_string(requests.back().server) + requests.back().request.target;
}

std::optional<net::DnsMessage> Bench::asks_for_name(std::string_view name) {
  const auto port = lan_ports.find(net::dns_port);
  if (port == lan_ports.end()) return std::nullopt;
  net::DnsMessage query;
  query.id = 7;
  query.recursion_desired = true;
  query.question.name = net::DnsName::parse(name).value();
  const auto handler = port->second;
  const auto bytes = net::encode(query);
  lan_sent.clear();
  handler({{net::Ipv4Address(192, 168, 100, 100), 5000}, {net::Ipv4Address(192, 168, 100, 1), 53}, bytes});
  passes(0s);
  if (lan_sent.empty()) return std::nullopt;
  return std::get<net::DnsMessage>(net::decode_dns(lan_sent.back().payload));
}

net::HttpResponse Bench::page(std::string method, std::string path, std::string body) {
  std::optional<net::HttpResponse> answer;
  const net::HttpFields fields{{"Host", "smg"}, {"Cookie", "smg_login=" + token + "; smg_session=" + token}};
  net::dispatch(routes_, {std::move(method), std::move(path), fields, std::move(body)},
                [&](net::HttpResponse response) { answer = std::move(response); });
  passes(0s);
  return answer.value_or(net::HttpResponse{0, {}, {}});
}

int Bench::logs_in(std::string_view user, std::string_view password) {
  const std::vector<std::pair<std::string, std::string>> fields{
      {"csrf", token}, {"user", std::string(user)}, {"password", std::string(password)}};
  return page("POST", "/login", net::form_encode(fields)).status;
}

}  // namespace gateway
