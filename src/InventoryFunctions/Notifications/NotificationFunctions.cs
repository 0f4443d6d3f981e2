using InventoryFunctions.Api;
using InventoryFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace InventoryFunctions.Notifications;

/// <summary>The call that shows notifications.</summary>
public sealed class NotificationFunctions(ApiEndpoint api, NotificationStore notifications)
{
    /// <summary><c>GET /notifications</c>: what the administrator was told, newest first.</summary>
    [Function(nameof(ListNotifications))]
    public Task<IActionResult> ListNotifications(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "notifications")] HttpRequest request) => api.RunAsync(request, async (parameters, cancellation) =>
    {
        PageRequest page = parameters.Page();
        parameters.Demand();
        ListPage<Notification> list = await notifications.ListAsync(page.Size, page.Continuation, cancellation);
        return ApiResult.Page(list);
    });
}
