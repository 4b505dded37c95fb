/**
 * The intermediate form: functions of structured regions in static single assignment, which print,
 * parse back to themselves and are verified.
 */
package dev.cusp.ir;
