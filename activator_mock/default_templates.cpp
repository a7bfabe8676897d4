#include "activator_mock/default_templates.hpp"

namespace activator {
namespace {

constexpr std::string_view master = R"(<?xml version="1.0" standalone="yes"?>
<!-- Master configuration file of handset {{mac}} -->
<APPLICATION APP_FILE_PATH="sip.ld" CONFIG_FILES="phone-{{mac}}.cfg, phone1.cfg, sip.cfg"
 MISC_FILES="" LOG_FILE_DIRECTORY="" OVERRIDES_DIRECTORY="" CONTACTS_DIRECTORY="" LICENSE_DIRECTORY=""/>
)";

constexpr std::string_view phone = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<!-- What belongs to handset {{mac}} alone: its SIP account -->
<phone1>
  <reg reg.1.displayName="{{extension}}"
       reg.1.address="{{user}}"
       reg.1.label="{{extension}}"
       reg.1.type="private"
       reg.1.auth.userId="{{user}}"
       reg.1.auth.password="{{password}}"
       reg.1.server.1.address="{{server}}"
       reg.1.server.1.port="5060"
       reg.1.server.1.transport="UDPOnly"
       reg.1.server.1.expires="3600"
       reg.1.server.1.register="1"/>
</phone1>
)";

constexpr std::string_view phone1 = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<!-- What every handset starts from: one line, no account -->
<phone1>
  <reg reg.1.displayName="" reg.1.address="" reg.1.label="" reg.1.type="private" reg.1.lineKeys="1"
       reg.1.callsPerLineKey="4" reg.1.ringType="2"
       reg.1.auth.userId="" reg.1.auth.password=""
       reg.1.server.1.address="" reg.1.server.1.port="" reg.1.server.1.transport="DNSnaptr"
       reg.1.server.1.expires="3600" reg.1.server.1.register="1"/>
  <divert divert.1.contact="" divert.1.autoOnSpecificCaller="1" divert.1.sharedDisabled="1"/>
  <attendant attendant.uri="" attendant.reg=""/>
</phone1>
)";

constexpr std::string_view sip = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<!-- What every handset on the platform shares -->
<sip>
  <voIpProt>
    <server voIpProt.server.dhcp.available="0" voIpProt.server.1.address="" voIpProt.server.1.port=""
            voIpProt.server.1.transport="DNSnaptr" voIpProt.server.1.expires="3600" voIpProt.server.1.register="1"/>
    <SIP voIpProt.SIP.use486forReject="" voIpProt.SIP.specialEvent.checkSync.alwaysReboot="0"/>
  </voIpProt>
  <codecs voice.codecPref.G711Mu="2" voice.codecPref.G711A="1" voice.codecPref.G729AB="3"/>
  <sampledAudio saf.1=""/>
  <userInterface up.welcomeSoundEnabled="1" up.welcomeSoundOnWarmBootEnabled="0"/>
  <tcpIpApp>
    <sntp tcpIpApp.sntp.resyncPeriod="86400" tcpIpApp.sntp.address="" tcpIpApp.sntp.address.overrideDHCP="0"
          tcpIpApp.sntp.gmtOffset="" tcpIpApp.sntp.gmtOffset.overrideDHCP="0"/>
  </tcpIpApp>
  <logging log.render.file="1" log.render.file.size="16" log.render.file.upload.period="172800"
           log.render.file.upload.append="1" log.render.level="1"/>
  <provisioning prov.polling.enabled="0" prov.polling.mode="abs" prov.polling.period="86400"
                prov.polling.time="03:00"/>
</sip>
)";

constexpr std::string_view fallback = R"(<?xml version="1.0" standalone="yes"?>
<!-- Default master configuration file: no account -->
<APPLICATION APP_FILE_PATH="sip.ld" CONFIG_FILES="phone1.cfg, sip.cfg"
 MISC_FILES="" LOG_FILE_DIRECTORY="" OVERRIDES_DIRECTORY="" CONTACTS_DIRECTORY="" LICENSE_DIRECTORY=""/>
)";

constexpr DefaultFile files[] = {
    {template_file::master, master}, {template_file::phone, phone}, {template_file::phone1, phone1},
    {template_file::sip, sip},       {fallback_master, fallback},
};

}  // namespace

std::span<const DefaultFile> default_templates() { return files; }

}  // namespace activator
