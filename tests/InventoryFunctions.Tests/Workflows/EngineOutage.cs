using System.Reflection;
using System.Reflection.Emit;

namespace InventoryFunctions.Tests.Workflows;

/// <summary>
/// What Azure's DurableTaskClient throws where the engine does not answer: Grpc.Core.RpcException, whose package the app does not refer to. A type of that
/// name is made at run time, so that it collides with none.
/// </summary>
internal static class EngineOutage
{
    private static readonly Type Failure = AssemblyBuilder
        .DefineDynamicAssembly(new AssemblyName("EngineOutage"), AssemblyBuilderAccess.Run)
        .DefineDynamicModule("EngineOutage")
        .DefineType("Grpc.Core.RpcException", TypeAttributes.Public, typeof(Exception))
        .CreateType();

    public static Exception Exception() => (Exception)Activator.CreateInstance(Failure)!;
}
