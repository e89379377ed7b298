from django.urls import path

from config.accounts import views

app_name = "account"

urlpatterns = [
    path("password/", views.ChangePassword.as_view(), name="password"),
    path("choose/<uidb64>/<token>/", views.ChoosePassword.as_view(), name="choose"),
    path("reset/", views.AskForLink.as_view(), name="reset"),
]
