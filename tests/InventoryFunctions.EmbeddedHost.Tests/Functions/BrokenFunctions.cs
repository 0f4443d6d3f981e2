using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

#pragma warning disable IDE0060 // These functions are only looked at.

namespace InventoryFunctions.EmbeddedHost.Tests.Functions;

public static class UnboundParameterFunctions
{
    [Function(nameof(Run))]
    public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "run/{id}")] HttpRequest request, string other) { }
}

public static class InconvertibleParameterFunctions
{
    [Function(nameof(Run))]
    public static void Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "run/{id}")] HttpRequest request, List<int> id) { }
}

public static class WrongTriggerTypeFunctions
{
    [Function(nameof(Run))]
    public static void Run([TimerTrigger("0 * * * * *")] string timer) { }
}

public static class WrongClientTypeFunctions
{
    [Function(nameof(Run))]
    public static void Run([TimerTrigger("0 * * * * *")] TimerInfo timer, [DurableClient] string client) { }
}

public static class NoTriggerFunctions
{
    [Function(nameof(Run))]
    public static void Run(string text) { }
}

public static class TwoTriggerFunctions
{
    [Function(nameof(Run))]
    public static void Run([TimerTrigger("0 * * * * *")] TimerInfo timer, [QueueTrigger("q")] string text) { }
}

public static class DuplicateFunctions
{
    [Function("Run")]
    public static void First([TimerTrigger("0 * * * * *")] TimerInfo timer) { }

    [Function("RUN")]
    public static void Second([TimerTrigger("0 * * * * *")] TimerInfo timer) { }
}

public static class HiddenFunctions
{
    [Function(nameof(Run))]
    internal static void Run([TimerTrigger("0 * * * * *")] TimerInfo timer) { }
}

public static class SurplusActivityParameterFunctions
{
    [Function(nameof(Run))]
    public static void Run([ActivityTrigger] int input, string surplus) { }
}

public static class WrongOrchestrationTypeFunctions
{
    [Function(nameof(Run))]
    public static Task Run([OrchestrationTrigger] TaskName context) => Task.CompletedTask;
}
