/** What is abnormal in X-ray images of the chest, and where. */
package dev.cusp.examples.xray;
