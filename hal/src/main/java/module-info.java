/** Everything that touches a wire, behind small ports and immutable records. */
module org.ebbflow.hal {
    requires static org.jspecify;

    exports org.ebbflow.hal;
}
