package org.warmhandoff.app;

import org.springframework.core.env.MutablePropertySources;
import org.springframework.web.context.support.StandardServletEnvironment;

/**
 * An environment with nothing in it but what the adapter is started with: neither the variables of
 * the process nor Java's system properties are settings. Else a variable such as {@code
 * LOGGING_LEVEL_ORG_APACHE_HTTP_WIRE} writes requests with their tokens into the log, and {@code
 * MANAGEMENT_SERVER_PORT} opens a second port.
 */
final class ClosedEnvironment extends StandardServletEnvironment {

  @Override
  protected void customizePropertySources(MutablePropertySources sources) {
    // Those of the servlet, JNDI, system properties and variables would be added here.
  }
}
