package dev.cusp.emit;

import java.lang.classfile.ClassHierarchyResolver;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;

/** Tells the stack map generator how classes relate, as the host sees them. */
record Hierarchy(ClassDesc self, Linkage linkage) implements ClassHierarchyResolver {
  @Override
  public ClassHierarchyInfo getClassInfo(ClassDesc desc) {
    if (desc.equals(self)) {
      return ClassHierarchyInfo.ofClass(ConstantDescs.CD_Object);
    }
    Class<?> type = linkage.type(desc);
    if (type.isInterface()) {
      return ClassHierarchyInfo.ofInterface();
    }
    Class<?> parent = type.getSuperclass();
    return ClassHierarchyInfo.ofClass(
        parent == null ? null : parent.describeConstable().orElse(ConstantDescs.CD_Object));
  }
}
