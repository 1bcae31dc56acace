/** Boards and register maps as data: resources below {@code org/ebbflow/boards}. */
open module org.ebbflow.boards {}
