package org.warmhandoff.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import org.warmhandoff.store.Durability;

/** What a person decided outlasts a power cut before it is answered. */
@ControllerAdvice
public final class DurableResponses implements ResponseBodyAdvice<Object>, HandlerInterceptor {

  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final String LIFE = DurableResponses.class.getName();

  private final Durability durability;

  /** By that of the store. */
  public DurableResponses(Durability durability) {
    this.durability = durability;
  }

  /** Before anything is decided, for the store may begin another life meanwhile. */
  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!READING.contains(request.getMethod())) {
      request.setAttribute(LIFE, durability.life());
    }
    return true;
  }

  @Override
  public boolean supports(
      MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
    return true;
  }

  @Override
  public Object beforeBodyWrite(
      Object body,
      MethodParameter returned,
      MediaType type,
      Class<? extends HttpMessageConverter<?>> converter,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    var life = ((ServletServerHttpRequest) request).getServletRequest().getAttribute(LIFE);
    if (life != null) { // else no controller of those that it stands before was asked
      durability.ensure((Long) life);
    }
    return body;
  }
}
