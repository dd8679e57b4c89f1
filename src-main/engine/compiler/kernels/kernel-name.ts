/** tfjs kernels that the compiler traces and lowers; `docs/compiler.md` lists them for authors of models. */
export const KERNEL_NAMES = [
  ...(['Abs', 'Ceil', 'Cos', 'Erf', 'Exp', 'Expm1', 'Floor', 'IsFinite', 'IsInf', 'IsNan', 'Log', 'Log1p'] as const),
  ...(['LogicalNot', 'Neg', 'Reciprocal', 'Round', 'Rsqrt', 'Sign', 'Sin', 'Sqrt', 'Square'] as const),
  ...(['ClipByValue', 'Elu', 'EluGrad', 'LeakyRelu', 'LogSoftmax', 'Prelu', 'Relu', 'Relu6', 'Selu'] as const),
  ...(['Sigmoid', 'Softmax', 'Softplus', 'Step', 'Tanh'] as const),
  ...(['Add', 'AddN', 'Equal', 'FloorDiv', 'Greater', 'GreaterEqual', 'Less', 'LessEqual', 'LogicalAnd'] as const),
  ...(['LogicalOr', 'Maximum', 'Minimum', 'Multiply', 'NotEqual', 'Pow', 'RealDiv', 'Select'] as const),
  ...(['SquaredDifference', 'Sub'] as const),
  ...(['All', 'Any', 'ArgMax', 'ArgMin', 'Cumsum', 'Max', 'Mean', 'Min', 'Prod', 'Sum'] as const),
  ...(['BroadcastTo', 'Cast', 'Concat', 'ExpandDims', 'Fill', 'Identity', 'OneHot', 'OnesLike', 'Pack'] as const),
  ...(['PadV2', 'Reshape', 'Reverse', 'Slice', 'SplitV', 'Tile', 'Transpose', 'Unpack', 'ZerosLike'] as const),
  ...(['GatherNd', 'GatherV2', 'ScatterNd', 'UnsortedSegmentSum'] as const),
  ...(['BatchMatMul', 'Conv2D', 'Conv2DBackpropFilter', 'Conv2DBackpropInput'] as const),
] as const;
export type KernelName = (typeof KERNEL_NAMES)[number];
