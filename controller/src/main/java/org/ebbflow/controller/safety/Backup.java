package org.ebbflow.controller.safety;

import org.ebbflow.controller.energy.EnterService;
import org.ebbflow.hal.BackupGear;

/**
 * The backup of one board at one place.
 *
 * @param gear the board's switch gear
 * @param enterService when the grid counts as back
 */
public record Backup(BackupGear gear, EnterService enterService) {}
