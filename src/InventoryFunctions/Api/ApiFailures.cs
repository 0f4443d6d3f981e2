using System.Net.Sockets;
using Azure;
using Azure.Identity;
using Microsoft.AspNetCore.Http;

namespace InventoryFunctions.Api;

/// <summary>Which problem an exception stands for.</summary>
internal static class ApiFailures
{
    // What Azure's DurableTaskClient throws where the engine does not answer. Its package comes with the worker's extension only, so it is known by name.
    private const string EngineFailure = "Grpc.Core.RpcException";

    public static ApiProblem Describe(Exception failure, string traceId) => failure switch
    {
        ApiException refused => refused.Problem,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            new ApiProblem(StatusCodes.Status413PayloadTooLarge, "The body is larger than the host accepts."),
        BadHttpRequestException bad => new ApiProblem(bad.StatusCode, bad.Message),
        _ when failure.GetType().FullName == EngineFailure => ApiProblem.EngineUnreachable(),
        _ when IsStorageUnreachable(failure) => ApiProblem.StorageUnreachable(),
        _ => ApiProblem.Unexpected(traceId),
    };

    // Status 0: no answer at all. Azure.Core throws an AggregateException once every retry went unanswered, and a
    // cancellation that nobody asked for is its network time-out.
    private static bool IsStorageUnreachable(Exception failure) => failure switch
    {
        RequestFailedException { Status: 0 or 408 or 429 or >= 500 } => true,
        AggregateException { InnerExceptions.Count: > 0 } all => all.InnerExceptions.All(IsStorageUnreachable),
        HttpRequestException or SocketException or TimeoutException or OperationCanceledException => true,
        AuthenticationFailedException => true,
        _ => false,
    };
}
