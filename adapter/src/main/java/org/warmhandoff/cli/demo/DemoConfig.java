package org.warmhandoff.cli.demo;

/** The demo's configuration: the one of the example, on loopback. */
final class DemoConfig {

  static final String NAMESPACE = "https://id.bridgewater-iop.example";

  private DemoConfig() {}

  static String yaml(PartnerProcess partners) {
    return """
    program:
      namespace: %s
      name: Bridgewater Virtual IOP
      phone: '+15085550100'
      time-zone: America/New_York
    server:
      port: 0
    access:
      - name: demo
        token: ${DEMO_TOKEN}
        roles: [submit, read, observe, operate, audit, audit-content]
    store:
      directory: data
    intake:
      inbox:
        directory: handoff
        every: 200ms
        quiet: 300ms
    delivery:
      lease: 60s
      ask-every: {emergency: 1s, urgent: 1s, routine: 1s}
    partners:
      - name: psychiatry
        roles: [psychiatry, emergency-department, higher-level-of-care, aftercare]
        base-url: %s
        sign-on:
          smart: {client-id: warm-handoff, key: demo}
        identifier-systems: [https://psychiatry.example/mrn]
      - name: crisis-center
        roles: [crisis-center, mobile-crisis]
        base-url: %s
        recipient: {name: Tri-River Crisis Center, address: '12 Canal St, Springfield, MA 01103', kind: covered-entity, medical-personnel: true}
        tls:
          certificate: us-at-crisis-center.p12
          password: ${DEMO_PASSWORD}
          trust: crisis-center-ca.pem
        identifier-systems: [https://crisis-center.example/mrn]
        serves:
          states: [MA]
      - name: primary-care
        roles: [primary-care]
        base-url: %s
        sign-on:
          oauth2: {token-url: '%s', client-id: warm-handoff, client-secret: '${DEMO_SECRET}'}
        identifier-systems: [https://primary-care.example/mrn]
    """
        .formatted(
            NAMESPACE,
            partners.baseUrl("psychiatry"),
            partners.baseUrl("crisis-center"),
            partners.baseUrl("primary-care"),
            partners.baseUrl("primary-care").resolve("/token"));
  }
}
