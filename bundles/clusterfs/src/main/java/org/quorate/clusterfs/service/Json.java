package org.quorate.clusterfs.service;

/** Strings as JSON has them. Only ASCII goes out, so that no reader can take it for another encoding. */
final class Json {
    private static final int DELETE = 127;

    private Json() {}

    static String quoted(String text) {
        var json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c >= DELETE) {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
