using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using InventoryFunctions.EmbeddedHost.Hosting;
using InventoryFunctions.Testing;

namespace InventoryFunctions.EmbeddedHost.Tests.Http;

public sealed class HttpTriggerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly Type[] Functions = [typeof(SampleHttpFunctions)];

    [Fact]
    public async Task Route_WithoutTemplate_IsTheFunctionName()
    {
        await using var host = await TestHost.StartAsync(azurite, Functions);

        var answer = await host.Http.GetFromJsonAsync<JsonElement>("ping");

        Assert.Equal("/api/", host.Application.BaseAddress.AbsolutePath);
        Assert.Equal("pong", answer.GetProperty("answer").GetString());
        Assert.Equal("GET", answer.GetProperty("method").GetString());
    }

    [Fact]
    public async Task Method_SameTemplate_ChoosesTheFunction()
    {
        await using var host = await TestHost.StartAsync(azurite, Functions);

        var read = await host.Http.GetFromJsonAsync<JsonElement>("items/tv%201");
        var written = await host.Http.PutAsJsonAsync("items/tv", new { stock = 7 });
        var refused = await host.Http.DeleteAsync("items/tv");

        Assert.Equal("tv 1", read.GetProperty("itemId").GetString());
        Assert.Equal("tv 1", Assert.Single(host.Log.Calls));
        Assert.Equal(HttpStatusCode.Created, written.StatusCode);
        Assert.Equal(7, (await written.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("stock").GetInt32());
        Assert.Equal(HttpStatusCode.MethodNotAllowed, refused.StatusCode);
    }

    [Theory]
    [InlineData("typed/7f5a2b52-3f5c-4c1e-9d5f-0c8f5a1b2c3d/3/4000000000", HttpStatusCode.OK, "7f5a2b523f5c4c1e9d5f0c8f5a1b2c3d:3:4000000000")]
    [InlineData("typed/7f5a2b52-3f5c-4c1e-9d5f-0c8f5a1b2c3d/-3", HttpStatusCode.OK, "7f5a2b523f5c4c1e9d5f0c8f5a1b2c3d:-3:none")]
    [InlineData("typed/nothing/3", HttpStatusCode.BadRequest, "'nothing' in the address is not a valid Guid for 'id'")]
    [InlineData("typed/7f5a2b52-3f5c-4c1e-9d5f-0c8f5a1b2c3d/3.5", HttpStatusCode.BadRequest, "'3.5' in the address is not a valid Int32 for 'count'")]
    [InlineData("numbers/5", HttpStatusCode.OK, "5")]
    [InlineData("numbers/0", HttpStatusCode.NotFound, "")]
    [InlineData("nowhere", HttpStatusCode.NotFound, "")]
    public async Task RouteValue_OfEveryType_IsConvertedOrRefused(string path, HttpStatusCode status, string expected)
    {
        await using var host = await TestHost.StartAsync(azurite, Functions);

        var response = await host.Http.GetAsync(path);

        Assert.Equal(status, response.StatusCode);
        Assert.Contains(expected, (await response.Content.ReadAsStringAsync()).Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "nowhere", HttpStatusCode.NotFound, "There is nothing at /api/nowhere; the README lists the calls.")]
    [InlineData("GET", "/elsewhere", HttpStatusCode.NotFound, "There is nothing at /elsewhere; the README lists the calls.")]
    [InlineData("DELETE", "items/tv", HttpStatusCode.MethodNotAllowed, "DELETE is no call of /api/items/tv; it takes GET, PUT.")]
    [InlineData("HEAD", "items/tv", HttpStatusCode.MethodNotAllowed, null)]
    public async Task Request_NoFunctionHasIt_IsAProblemThatSaysWhy(string method, string path, HttpStatusCode status, string? detail)
    {
        await using var host = await TestHost.StartAsync(azurite, Functions);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await host.Http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal((status, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal(detail, body.Length == 0 ? null : JsonElement.Parse(body).GetProperty("detail").GetString());
        Assert.Equal(status == HttpStatusCode.MethodNotAllowed ? ["GET", "PUT"] : [], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task Exception_Unhandled_IsAProblemWithoutInternals()
    {
        await using var host = await TestHost.StartAsync(azurite, Functions);

        var response = await host.Http.GetAsync("fails");
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(InvalidOperationException), body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Result_OfMinimalApi_IsExecuted()
    {
        await using var host = await TestHost.StartAsync(azurite, Functions);

        var response = await host.Http.PostAsync("minimalresult", null);

        Assert.Equal("minimal", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task FunctionContext_AsParameter_KnowsTheFunction()
    {
        await using var host = await TestHost.StartAsync(azurite, Functions);

        var answer = await host.Http.GetFromJsonAsync<JsonElement>("context");

        Assert.Equal(nameof(SampleHttpFunctions.Context), answer.GetProperty("name").GetString());
        Assert.Equal("httpTrigger", answer.GetProperty("binding").GetString());
        Assert.True(answer.GetProperty("same").GetBoolean());
        Assert.True(answer.GetProperty("hasId").GetBoolean());
    }

    [Fact]
    public async Task Body_LargerThanKestrelsDefault_IsStreamed()
    {
        const int Length = 40 * 1024 * 1024;
        await using var host = await TestHost.StartAsync(azurite, Functions);

        var response = await host.Http.PostAsync("length", new ByteArrayContent(new byte[Length]));

        Assert.Equal($"{Length}", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task RoutePrefix_OverriddenBySetting_MovesTheFunctions()
    {
        await using var host = await TestHost.StartAsync(
            azurite, Functions, new() { ["AzureFunctionsJobHost__extensions__http__routePrefix"] = "" });

        Assert.Equal("/", host.Application.BaseAddress.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, (await host.Http.GetAsync("/ping")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Http.GetAsync("/api/ping")).StatusCode);
    }

    [Fact]
    public async Task Disabled_Function_IsNotFound()
    {
        await using var host = await TestHost.StartAsync(azurite, Functions, new() { ["AzureWebJobs.Ping.Disabled"] = "true" });

        Assert.Equal(HttpStatusCode.NotFound, (await host.Http.GetAsync("ping")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Http.GetAsync("context")).StatusCode);
    }

    [Fact]
    public async Task Key_Configured_IsDemandedOfFunctionLevelOnly()
    {
        await using var host = await TestHost.StartAsync(azurite, Functions, new() { ["EmbeddedHost__FunctionKey"] = "open sesame" });

        Assert.Equal(HttpStatusCode.OK, (await host.Http.GetAsync("ping")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Http.GetAsync("items/tv")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Http.GetAsync("items/tv?code=open")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Http.GetAsync("items/tv?code=open%20sesame")).StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, "items/tv") { Headers = { { "x-functions-key", "open sesame" } } };
        Assert.Equal(HttpStatusCode.OK, (await host.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task HostName_ForeignWithoutKey_IsRefused()
    {
        await using var host = await TestHost.StartAsync(azurite, Functions);
        using var request = new HttpRequestMessage(HttpMethod.Get, "ping") { Headers = { Host = "evil.example" } };

        Assert.Equal(HttpStatusCode.BadRequest, (await host.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Address_BeyondLoopbackWithoutKey_IsRefusedAtStart()
    {
        var error = await Assert.ThrowsAsync<HostStartException>(
            () => TestHost.StartAsync(azurite, Functions, new() { ["EmbeddedHost__Address"] = "0.0.0.0" }));

        Assert.Contains("EmbeddedHost__FunctionKey", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_Taken_EndsWithItsOwnCode()
    {
        await using var first = await TestHost.StartAsync(azurite, Functions);
        var port = first.Application.BaseAddress.Port;

        var error = await Assert.ThrowsAsync<IOException>(() => TestHost.StartAsync(azurite, Functions, port: port));

        var failure = StartFailure.Of(error, port);
        Assert.Equal(ExitCode.PortTaken, failure.Code);
        Assert.Contains($"{port}", failure.Line, StringComparison.Ordinal);
    }
}
