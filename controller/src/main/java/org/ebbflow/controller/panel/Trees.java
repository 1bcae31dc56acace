package org.ebbflow.controller.panel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records as JSON: components by name, enums by name, an empty Optional as null. A variant of a
 * sealed interface carries its name as "type".
 */
final class Trees {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Trees() {}

    static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** Reads an object; empty when the text is none. */
    static Optional<ObjectNode> object(String text) {
        try {
            return MAPPER.readTree(text) instanceof ObjectNode node
                    ? Optional.of(node)
                    : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    static JsonNode of(Object value) {
        return switch (value) {
            case Record r -> object(r);
            case Optional<?> o -> o.isPresent() ? of(o.get()) : NODES.nullNode();
            case List<?> list -> {
                ArrayNode array = NODES.arrayNode();
                list.forEach(item -> array.add(of(item)));
                yield array;
            }
            case Enum<?> e -> NODES.stringNode(e.name());
            case Boolean b -> NODES.booleanNode(b);
            case Integer i -> NODES.numberNode(i);
            case Long l -> NODES.numberNode(l);
            default -> NODES.stringNode(String.valueOf(value));
        };
    }

    private static ObjectNode object(Record value) {
        ObjectNode node = NODES.objectNode();
        for (Class<?> type : value.getClass().getInterfaces()) {
            if (type.isSealed()) {
                node.put("type", value.getClass().getSimpleName());
            }
        }
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            try {
                node.set(component.getName(), of(component.getAccessor().invoke(value)));
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException(component.getName() + " of " + value, e);
            }
        }
        return node;
    }
}
